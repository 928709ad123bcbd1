using OrderingSystem.Engine.StateMachines;
using OrderingSystem.StatesLanguage;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>The execution whose state waits for a run, as it was when the run was asked for.</summary>
internal sealed class MapRunParent(long executionId, StateMachineRevision revision, Execution execution, MapRunServices services)
{
    private readonly Interpreter _interpreter = new(NoTokens.Instance, services.Region);

    public long ExecutionId => executionId;

    public StateMachineRevision Revision => revision;

    public Execution Execution => execution;

    private StateMachineDefinition Definition => field ??= services.Definitions.Get(revision);

    /// <exception cref="MapRunFailure">The state's ItemSelector fails on this item.</exception>
    public Payload Select(MapRunPlan plan, MapItem item)
    {
        var (input, error) = _interpreter.SelectItem(Definition, execution, plan, item);
        return input ?? throw new MapRunFailure(error!);
    }

    /// <summary>A Map state has no task to make a token for.</summary>
    private sealed class NoTokens : ITaskTokenMint
    {
        public static NoTokens Instance { get; } = new();

        public TaskToken Mint(string executionArn, long taskId) => throw new InvalidOperationException("An item's selector asks for no token.");
    }
}
