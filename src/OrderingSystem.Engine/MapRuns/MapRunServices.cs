using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.Runtime;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>What runs work with.</summary>
/// <param name="Objects">Null where the engine was started without an object store.</param>
internal sealed record MapRunServices(
    IExecutionStore Store,
    ExecutionRunner Runner,
    StateMachineRegistry Machines,
    DefinitionCache Definitions,
    string Region,
    ExecutionNumbers Numbers,
    IObjectStore? Objects,
    IdleMonitor Idle,
    TimeProvider Clock,
    ILogger Logger)
{
    public MapRunShelf Shelf { get; } = new(Store);

    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());
}
