using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Pass;

/// <summary>Hands its input on, or a fixed result: <c>{ "Type": "Pass", "Result": { "attempts": 0 }, "ResultPath": "$.booking", "Next": "Book" }</c>.</summary>
/// <remarks>States Language, "Pass State".</remarks>
internal sealed record PassState : State
{
    /// <summary>Null where the effective input is the result.</summary>
    public required Payload? Result { get; init; }

    internal override HistoryEventType EnteredEvent => HistoryEventType.PassStateEntered;

    internal override HistoryEventType? ExitedEvent => HistoryEventType.PassStateExited;

    internal override StateOutcome Enter(StateContext context) =>
        new Exit(QueryLanguage == QueryLanguage.Jsonata ? Data.PassThrough(context) : Data.Complete(context, Result ?? Data.EffectiveInput(context)), Next);
}
