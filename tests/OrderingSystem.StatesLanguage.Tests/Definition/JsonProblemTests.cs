using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.Tests.Definition;

public sealed class JsonProblemTests
{
    [Theory]
    [InlineData("not a definition", "Unrecognized token 'not'", "line: 1, column: 4]")]
    [InlineData("{\n  \"StartAt\": nope }", "Unrecognized token 'nope'", "line: 2, column: 18]")]
    [InlineData("{\"a\":1", "Unexpected end-of-input", "line: 1, column: 7]")]
    [InlineData("{\"é\": x}", "Unrecognized token 'x'", "line: 1, column: 8]")]
    [InlineData("{,}", "Unexpected character (',' (code 44)): was expecting double-quote to start field name", "line: 1, column: 3]")]
    [InlineData("{not: 1}", "Unexpected character ('n' (code 110)): was expecting double-quote to start field name", "line: 1, column: 3]")]
    [InlineData("{\"a\" 1}", "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", "line: 1, column: 7]")]
    [InlineData("{\"a\": \"\"\", \"b\": 1}", "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries", "line: 1, column: 10]")]
    [InlineData("[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", "line: 1, column: 5]")]
    [InlineData("{\"a\": }", "Unexpected character ('}' (code 125)): expected a valid value (JSON String", "line: 1, column: 8]")]
    [InlineData("{\"a\": [1", "Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)\"{\"a\": [1\"; line: 1, column: 7])", "line: 1, column: 9]")]
    [InlineData("{\"a\": \"b", "Unexpected end-of-input: was expecting closing quote for a string value", "line: 1, column: 9]")]
    public void Read_NoJson_SaysWhatAndWhere(string text, string message, string location)
    {
        var diagnostic = StateMachineReader.Read(text).Diagnostics.Should().ContainSingle().Subject;

        diagnostic.Message.Should().StartWith(message);
        diagnostic.Location.Should().StartWith("[Source: (String)\"").And.EndWith(location);
    }

    [Fact]
    public void Read_LongText_QuotesItsBeginningOnly()
    {
        var diagnostic = StateMachineReader.Read(new string('x', 600)).Diagnostics.Single();

        diagnostic.Location.Should().Contain("\"[truncated 100 chars]; line: 1, column: 601]");
    }
}
