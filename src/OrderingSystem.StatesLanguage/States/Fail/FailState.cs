using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Fail;

/// <summary>Ends its machine, branch or iteration with an error: <c>{ "Type": "Fail", "Error": "OrderRejected", "CausePath": "$.reason" }</c>.</summary>
/// <remarks>States Language, "Fail State".</remarks>
internal sealed record FailState : State
{
    internal required TextField? Error { get; init; }

    internal required TextField? Cause { get; init; }

    internal override HistoryEventType EnteredEvent => HistoryEventType.FailStateEntered;

    internal override HistoryEventType? ExitedEvent => null;

    internal override StateOutcome Enter(StateContext context)
    {
        var input = Data.Input(context);
        return new Failure(new StatesError(Error?.Evaluate(context, input), Cause?.Evaluate(context, input)));
    }
}
