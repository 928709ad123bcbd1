using System.Collections.Frozen;

namespace OrderingSystem.Engine.Api.Actions;

/// <summary>The operations that an engine answers, by name.</summary>
internal sealed class ActionTable(IStepFunctionsEngine engine)
{
    /// <summary>Each action has one line here.</summary>
    private static readonly FrozenDictionary<string, Func<IStepFunctionsEngine, IAction>> Makers = new Dictionary<string, Func<IStepFunctionsEngine, IAction>>(StringComparer.Ordinal)
    {
        [nameof(CreateActivity)] = engine => new CreateActivity(engine),
        [nameof(CreateStateMachine)] = engine => new CreateStateMachine(engine),
        [nameof(CreateStateMachineAlias)] = engine => new CreateStateMachineAlias(engine),
        [nameof(DeleteActivity)] = engine => new DeleteActivity(engine),
        [nameof(DeleteStateMachine)] = engine => new DeleteStateMachine(engine),
        [nameof(DeleteStateMachineAlias)] = engine => new DeleteStateMachineAlias(engine),
        [nameof(DeleteStateMachineVersion)] = engine => new DeleteStateMachineVersion(engine),
        [nameof(DescribeActivity)] = engine => new DescribeActivity(engine),
        [nameof(DescribeExecution)] = engine => new DescribeExecution(engine),
        [nameof(DescribeMapRun)] = engine => new DescribeMapRun(engine),
        [nameof(DescribeStateMachine)] = engine => new DescribeStateMachine(engine),
        [nameof(DescribeStateMachineAlias)] = engine => new DescribeStateMachineAlias(engine),
        [nameof(DescribeStateMachineForExecution)] = engine => new DescribeStateMachineForExecution(engine),
        [nameof(GetActivityTask)] = engine => new GetActivityTask(engine),
        [nameof(GetExecutionHistory)] = engine => new GetExecutionHistory(engine),
        [nameof(ListActivities)] = engine => new ListActivities(engine),
        [nameof(ListExecutions)] = engine => new ListExecutions(engine),
        [nameof(ListMapRuns)] = engine => new ListMapRuns(engine),
        [nameof(ListStateMachineAliases)] = engine => new ListStateMachineAliases(engine),
        [nameof(ListStateMachineVersions)] = engine => new ListStateMachineVersions(engine),
        [nameof(ListStateMachines)] = engine => new ListStateMachines(engine),
        [nameof(ListTagsForResource)] = engine => new ListTagsForResource(engine),
        [nameof(PublishStateMachineVersion)] = engine => new PublishStateMachineVersion(engine),
        [nameof(RedriveExecution)] = engine => new RedriveExecution(engine),
        [nameof(SendTaskFailure)] = engine => new SendTaskFailure(engine),
        [nameof(SendTaskHeartbeat)] = engine => new SendTaskHeartbeat(engine),
        [nameof(SendTaskSuccess)] = engine => new SendTaskSuccess(engine),
        [nameof(StartExecution)] = engine => new StartExecution(engine),
        [nameof(StartSyncExecution)] = engine => new StartSyncExecution(engine),
        [nameof(StopExecution)] = engine => new StopExecution(engine),
        [nameof(TagResource)] = engine => new TagResource(engine),
        [nameof(TestState)] = engine => new TestState(engine),
        [nameof(UntagResource)] = engine => new UntagResource(engine),
        [nameof(UpdateMapRun)] = engine => new UpdateMapRun(engine),
        [nameof(UpdateStateMachine)] = engine => new UpdateStateMachine(engine),
        [nameof(UpdateStateMachineAlias)] = engine => new UpdateStateMachineAlias(engine),
        [nameof(ValidateStateMachineDefinition)] = _ => new ValidateStateMachineDefinition(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, IAction> _actions =
        Makers.ToFrozenDictionary(maker => maker.Key, maker => maker.Value(engine), StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Operations => Makers.Keys;

    /// <returns>Null for an operation that there is none of.</returns>
    public IAction? Find(string operation) => _actions.GetValueOrDefault(operation);
}
