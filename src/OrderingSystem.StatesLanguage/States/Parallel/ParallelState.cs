using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Parallel;

/// <summary>Runs branches side by side on the same input; its result is the array of theirs: <c>{ "Type": "Parallel", "Branches": [ … ], "Next": "Join" }</c>.</summary>
/// <remarks>States Language, "Parallel State".</remarks>
internal sealed record ParallelState : ForkState
{
    public required ImmutableArray<StateGraph> Branches { get; init; }

    internal override IEnumerable<StateGraph> Graphs => Branches;

    internal override HistoryEventType EnteredEvent => HistoryEventType.ParallelStateEntered;

    internal override HistoryEventType? ExitedEvent => HistoryEventType.ParallelStateExited;

    internal override HistoryEventType? FailedEvent => HistoryEventType.ParallelStateFailed;

    internal override HistoryEventType? AbortedEvent => HistoryEventType.ParallelStateAborted;

    internal override StateGraph GraphOf(int index) => Branches[index];

    internal override Payload ChildInput(StateContext context, Frame child) => child.Input;

    internal override StateOutcome Enter(StateContext context)
    {
        var input = Data.EffectiveInput(context);
        context.Emit(HistoryEventType.ParallelStateStarted, null);
        return new Fork(Branches.Length, null, input, MaxConcurrency: 0);
    }

    internal override StateOutcome Resume(StateContext context, Resumption resumption) =>
        resumption is ChildrenEnded { Results: var results } ? Join(context, results) : base.Resume(context, resumption);

    private Exit Join(StateContext context, IReadOnlyList<Payload> results)
    {
        context.EmitBeside(HistoryEventType.ParallelStateSucceeded, null);
        return new Exit(Data.Complete(context, Payload.ArrayOf(results)), Next);
    }
}
