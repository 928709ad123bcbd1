using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.Tests.Definition;

public sealed class JsonProblemTests
{
    [Theory]
    [InlineData("not a definition", "Unrecognized token 'not'", "line: 1, column: 4]")]
    [InlineData("{\n  \"StartAt\": nope }", "Unrecognized token 'nope'", "line: 2, column: 18]")]
    [InlineData("{\"a\":1", "Unexpected end-of-input", "line: 1, column: 7]")]
    [InlineData("{\"é\": x}", "Unrecognized token 'x'", "line: 1, column: 8]")]
    [InlineData("{,}", "Unexpected character (',' (code 44))", "line: 1, column: 2]")]
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
