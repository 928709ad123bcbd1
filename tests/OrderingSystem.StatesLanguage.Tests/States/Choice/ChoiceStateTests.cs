using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.States.Choice;

public sealed class ChoiceStateTests
{
    [Fact]
    public void Enter_NoRuleHoldsAndNoDefault_FailsWithNoChoiceMatched()
    {
        var replay = Machine.Run("""
            { "StartAt": "C", "States": {
                "C": { "Type": "Choice", "Choices": [ { "Variable": "$.n", "NumericEquals": 2, "Next": "Two" } ] },
                "Two": { "Type": "Succeed" } } }
            """, """{"n":1}""");

        replay.Execution.Error!.Name.Should().Be("States.NoChoiceMatched");
        replay.Types().Should().Equal(HistoryEventType.ExecutionStarted, HistoryEventType.ChoiceStateEntered, HistoryEventType.ExecutionFailed);
    }

    [Fact]
    public void Enter_SeveralRulesHold_FirstLeads()
    {
        var replay = Machine.Run("""
            { "StartAt": "C", "States": {
                "C": { "Type": "Choice", "Choices": [
                    { "Not": { "Variable": "$.n", "IsNumeric": true }, "Next": "Other" },
                    { "And": [ { "Variable": "$.n", "NumericGreaterThan": 0 }, { "Variable": "$.m", "IsPresent": false } ], "Next": "First" },
                    { "Variable": "$.n", "NumericEquals": 1, "Next": "Other" } ] },
                "First": { "Type": "Pass", "Result": "first", "End": true }, "Other": { "Type": "Fail" } } }
            """, """{"n":1}""");

        replay.Execution.Output!.ToString().Should().Be("\"first\"");
    }

    [Theory]
    [InlineData("""{"n":1}""", "rule")]
    [InlineData("""{"n":2}""", "default")]
    public void Enter_AssignOnRuleAndState_StatesOwnCountsForTheDefaultAlone(string input, string assigned)
    {
        var replay = Machine.Run("""
            { "StartAt": "C", "States": {
                "C": { "Type": "Choice", "Assign": { "by": "default" },
                       "Choices": [ { "Variable": "$.n", "NumericEquals": 1, "Assign": { "by": "rule" }, "Next": "Show" } ], "Default": "Show" },
                "Show": { "Type": "Pass", "Parameters": { "by.$": "$by" }, "End": true } } }
            """, input);

        replay.Execution.Output!.ToString().Should().Be($$"""{"by":"{{assigned}}"}""");
    }

    [Fact]
    public void Enter_ConditionIsNoBoolean_IsAQueryEvaluationError()
    {
        var replay = Machine.Run("""
            { "QueryLanguage": "JSONata", "StartAt": "C", "States": {
                "C": { "Type": "Choice", "Choices": [ { "Condition": "{% $states.input.n %}", "Next": "End" } ], "Default": "End" }, "End": { "Type": "Succeed" } } }
            """, """{"n":1}""");

        replay.Execution.Status.Should().Be(ExecutionStatus.Failed);
        replay.Execution.Error!.Name.Should().Be("States.QueryEvaluationError");
        replay.Execution.Error.Cause.Should().Contain("Expected 'boolean', but was 'number' for value: 1");
    }
}
