using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary>
/// Runs its item processor once for each item of an array, inside the same execution:
/// <c>{ "Type": "Map", "ItemsPath": "$.orders", "MaxConcurrency": 5, "ItemProcessor": { "StartAt": …, "States": { … } }, "Next": "Done" }</c>.
/// </summary>
/// <remarks>States Language, "Map State"; the service runs at most 40 iterations of an inline Map at once.</remarks>
internal sealed record MapState : ForkState
{
    private const int MostAtOnce = 40;

    public required StateGraph Processor { get; init; }

    internal required MapItems Items { get; init; }

    internal required NumberField? MaxConcurrency { get; init; }

    internal override IEnumerable<StateGraph> Graphs => [Processor];

    internal override HistoryEventType EnteredEvent => HistoryEventType.MapStateEntered;

    internal override HistoryEventType? ExitedEvent => HistoryEventType.MapStateExited;

    internal override HistoryEventType? FailedEvent => HistoryEventType.MapStateFailed;

    internal override HistoryEventType? AbortedEvent => HistoryEventType.MapStateAborted;

    internal override HistoryEventType? ChildStarted => HistoryEventType.MapIterationStarted;

    internal override HistoryEventType? ChildSucceeded => HistoryEventType.MapIterationSucceeded;

    internal override HistoryEventType? ChildFailed => HistoryEventType.MapIterationFailed;

    internal override HistoryEventType? ChildAborted => HistoryEventType.MapIterationAborted;

    internal override StateGraph GraphOf(int index) => Processor;

    internal override Payload ChildInput(StateContext context, Frame child) => Items.Select(context.ForIteration(child), child.Item!);

    internal override StateOutcome Enter(StateContext context)
    {
        var input = Data.Input(context);
        var atOnce = MaxConcurrency?.Evaluate(context, input) ?? 0;
        var items = context.Bench?.ReaderItems ?? Items.Read(context, input);
        context.Inspection?.MaxConcurrency = (long)atOnce;
        context.Emit(HistoryEventType.MapStateStarted, new MapStateStartedDetails(items.Count));
        return items.Count == 0
            ? Join(context, [])
            : new Fork(items.Count, [.. items.Select(Payload.FromValue)], null, atOnce is 0 or > MostAtOnce ? MostAtOnce : (int)atOnce);
    }

    internal override StateOutcome Resume(StateContext context, Resumption resumption) =>
        resumption is ChildrenEnded { Results: var results } ? Join(context, results) : base.Resume(context, resumption);

    private Exit Join(StateContext context, IReadOnlyList<Payload> results)
    {
        context.EmitBeside(HistoryEventType.MapStateSucceeded, null);
        return new Exit(Data.Complete(context, Payload.ArrayOf(results)), Next);
    }
}
