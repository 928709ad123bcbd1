using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace OrderingSystem.Engine.Api.Actions;

/// <summary>The operations that this endpoint answers, by name.</summary>
internal sealed class ActionTable(IEnumerable<IAction> actions)
{
    private readonly FrozenDictionary<string, IAction> _actions =
        actions.ToFrozenDictionary(action => action.Operation, StringComparer.Ordinal);

    public IEnumerable<string> Operations => _actions.Keys;

    /// <returns>Null for an operation that this endpoint does not know.</returns>
    public IAction? Find(string operation) => _actions.GetValueOrDefault(operation);
}

internal static class ActionRegistry
{
    /// <summary>Each action has one line here.</summary>
    public static IServiceCollection AddEngineActions(this IServiceCollection services) => services
        .AddSingleton<IAction, CreateActivity>()
        .AddSingleton<IAction, CreateStateMachine>()
        .AddSingleton<IAction, CreateStateMachineAlias>()
        .AddSingleton<IAction, DeleteActivity>()
        .AddSingleton<IAction, DeleteStateMachine>()
        .AddSingleton<IAction, DeleteStateMachineAlias>()
        .AddSingleton<IAction, DeleteStateMachineVersion>()
        .AddSingleton<IAction, DescribeActivity>()
        .AddSingleton<IAction, DescribeExecution>()
        .AddSingleton<IAction, DescribeMapRun>()
        .AddSingleton<IAction, DescribeStateMachine>()
        .AddSingleton<IAction, DescribeStateMachineAlias>()
        .AddSingleton<IAction, DescribeStateMachineForExecution>()
        .AddSingleton<IAction, GetActivityTask>()
        .AddSingleton<IAction, GetExecutionHistory>()
        .AddSingleton<IAction, ListActivities>()
        .AddSingleton<IAction, ListExecutions>()
        .AddSingleton<IAction, ListMapRuns>()
        .AddSingleton<IAction, ListStateMachineAliases>()
        .AddSingleton<IAction, ListStateMachineVersions>()
        .AddSingleton<IAction, ListStateMachines>()
        .AddSingleton<IAction, ListTagsForResource>()
        .AddSingleton<IAction, PublishStateMachineVersion>()
        .AddSingleton<IAction, RedriveExecution>()
        .AddSingleton<IAction, SendTaskFailure>()
        .AddSingleton<IAction, SendTaskHeartbeat>()
        .AddSingleton<IAction, SendTaskSuccess>()
        .AddSingleton<IAction, StartExecution>()
        .AddSingleton<IAction, StartSyncExecution>()
        .AddSingleton<IAction, StopExecution>()
        .AddSingleton<IAction, TagResource>()
        .AddSingleton<IAction, TestState>()
        .AddSingleton<IAction, UntagResource>()
        .AddSingleton<IAction, UpdateMapRun>()
        .AddSingleton<IAction, UpdateStateMachine>()
        .AddSingleton<IAction, UpdateStateMachineAlias>()
        .AddSingleton<IAction, ValidateStateMachineDefinition>()
        .AddSingleton<ActionTable>();
}
