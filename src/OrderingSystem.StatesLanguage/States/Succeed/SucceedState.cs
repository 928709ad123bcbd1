using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Succeed;

/// <summary>Ends its machine, branch or iteration with success.</summary>
/// <remarks>States Language, "Succeed State".</remarks>
internal sealed record SucceedState : State
{
    internal override HistoryEventType EnteredEvent => HistoryEventType.SucceedStateEntered;

    internal override HistoryEventType? ExitedEvent => HistoryEventType.SucceedStateExited;

    internal override StateOutcome Enter(StateContext context) => new Exit(Data.PassThrough(context), Next: null);
}
