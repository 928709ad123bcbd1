using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.Running;

public sealed class EvaluationFailureTests
{
    private static string JsonataTask(string fields) => $$"""
        { "QueryLanguage": "JSONata", "StartAt": "S", "States": {
            "S": { "Type": "Task", "Resource": "{{Machine.Function}}", {{fields}}, "End": true,
                   "Catch": [ { "ErrorEquals": [ "States.QueryEvaluationError" ], "Assign": { "why": "{% $states.errorOutput.Error %}" }, "Output": "{% $states.errorOutput.Cause %}", "Next": "Caught" } ] },
            "Caught": { "Type": "Pass", "Output": "{% $why & ': ' & $states.input %}", "End": true } } }
        """;

    [Fact]
    public void Enter_ArgumentsFail_CanBeCaughtAndTheTaskIsNotStarted()
    {
        var replay = Machine.Run(JsonataTask(""" "Arguments": { "total": "{% 'a' + 1 %}" } """));

        replay.Execution.Output!.ToString().Should().StartWith("\"States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the event id #2). "
            + "The JSONata expression ''a' + 1' specified for the field 'Arguments/total' threw an error during evaluation. T2001");
        replay.Commands.OfType<StartTask>().Should().BeEmpty();
    }

    [Fact]
    public void Resume_OutputFails_FollowsTheTasksSuccess()
    {
        var replay = Machine.Run(JsonataTask(""" "Output": "{% $states.result.missing %}" """));

        var failed = replay.Only(HistoryEventType.EvaluationFailed);
        failed.PreviousEventId.Should().Be(replay.Only(HistoryEventType.LambdaFunctionSucceeded).Id);
        failed.Details.Should().BeOfType<EvaluationFailedDetails>().Which.Location.Should().Be("Output");
    }

    [Theory]
    [InlineData("\"{% $now() %}\"", "\"2026-01-05T09:00:00.000Z\"")]
    [InlineData("\"{% $type($) %}\"", null)]
    [InlineData("{ \"a\": [ \"{% $states.context.Execution.Name %}\", \"plain\", 1 ] }", """{"a":["run-1","plain",1]}""")]
    public void Run_Expression_SeesTheTransitionsTimeAndItsContextAndNothingAsInput(string output, string? expected)
    {
        var replay = Machine.Run(Machine.Of($$"""{ "QueryLanguage": "JSONata", "Type": "Pass", "Output": {{output}}, "End": true }"""));

        replay.Execution.Output?.ToString().Should().Be(expected);
    }
}
