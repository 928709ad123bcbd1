using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.States.Pass;

public sealed class PassStateTests
{
    [Fact]
    public void Enter_NothingToCompute_InputPassesByteForByte()
    {
        const string Input = "[1.50,  2e3,\n { \"b\":1 , \"a\" : null } ]";

        var replay = Machine.Run(Machine.Of("""{ "Type": "Pass", "End": true }"""), Input);

        replay.Execution.Output!.ToString().Should().Be(Input);
        replay.Execution.Output.IsParsed.Should().BeFalse("nobody looked inside");
    }

    [Fact]
    public void Enter_JsonataWithoutOutput_InputPassesByteForByte()
    {
        const string Input = "{ \"b\":1 , \"a\" : null }";

        var replay = Machine.Run(Machine.Of("""{ "QueryLanguage": "JSONata", "Type": "Pass", "Assign": { "n": "{% 1 + 1 %}" }, "End": true }"""), Input);

        replay.Execution.Output!.ToString().Should().Be(Input);
        replay.Execution.Output.IsParsed.Should().BeFalse("nobody looked inside");
    }

    [Theory]
    [InlineData(""" "Result": {"x":1} """, """{"x":1}""")]
    [InlineData(""" "Result": {"x":1}, "ResultPath": "$.r" """, """{"a":{"b":2},"r":{"x":1}}""")]
    [InlineData(""" "Result": {"x":1}, "ResultPath": null """, """{"a":{"b":2}}""")]
    [InlineData(""" "InputPath": "$.a" """, """{"b":2}""")]
    [InlineData(""" "InputPath": null """, "{}")]
    [InlineData(""" "OutputPath": "$.a.b" """, "2")]
    [InlineData(""" "Parameters": { "c.$": "$.a.b", "d": [ { "e.$": "$.a" } ] } """, """{"c":2,"d":[{"e":{"b":2}}]}""")]
    public void Enter_DataFields_GiveThisOutput(string fields, string output)
    {
        var replay = Machine.Run(Machine.Of($$"""{ "Type": "Pass", {{fields}}, "End": true }"""), """{"a":{"b":2}}""");

        replay.Execution.Output!.Value.Should().Be(JsonValue.Parse(output));
    }

    [Fact]
    public void Enter_AssignRefersToItsOwnNames_SeesThemAsTheyWereOnEntry()
    {
        var replay = Machine.Run("""
            { "StartAt": "A", "States": {
                "A": { "Type": "Pass", "Assign": { "x": 1, "y": 2 }, "Next": "B" },
                "B": { "Type": "Pass", "Assign": { "x.$": "$y", "y.$": "$x" }, "Next": "C" },
                "C": { "Type": "Pass", "Parameters": { "x.$": "$x", "y.$": "$y" }, "End": true } } }
            """);

        replay.Execution.Output!.ToString().Should().Be("""{"x":2,"y":1}""");
    }
}
