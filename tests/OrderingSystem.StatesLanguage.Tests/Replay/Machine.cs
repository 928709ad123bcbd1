using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.Tests.Replay;

/// <summary>Short ways to run a definition in a test.</summary>
internal static class Machine
{
    public const string Function = "arn:aws:lambda:us-east-1:111111111111:function:work";
    public const string WaitForToken = "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken";
    public const string Activity = "arn:aws:states:us-east-1:111111111111:activity:manual";

    public static StateMachineDefinition Read(string definition)
    {
        var reading = StateMachineReader.Read(definition);
        return reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }

    /// <summary>A machine of one state, which ends it.</summary>
    public static string Of(string state) => $$"""{ "StartAt": "S", "States": { "S": {{state}} } }""";

    public static ExecutionReplay Replay(string definition, Func<StartTask, ScriptedAnswer>? script = null) =>
        new(Read(definition), (task, _) => script is null ? ScriptedAnswer.Returns("{}") : script(task));

    public static ExecutionReplay Run(string definition, string input = "{}", Func<StartTask, ScriptedAnswer>? script = null) =>
        Replay(definition, script).Run(ExecutionReplay.Facts(input));

    public static IEnumerable<HistoryEventType> Types(this ExecutionReplay replay) => replay.Events.Select(happened => happened.Type);

    public static HistoryEvent Only(this ExecutionReplay replay, HistoryEventType type) => replay.Events.Single(happened => happened.Type == type);
}
