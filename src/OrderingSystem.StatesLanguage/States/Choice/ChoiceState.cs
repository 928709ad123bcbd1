using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Choice;

/// <summary>Goes where the first rule that holds leads: <c>{ "Type": "Choice", "Choices": [ { "Variable": "$.decision", "StringEquals": "retry", "Next": "Book" } ] }</c>.</summary>
/// <remarks>States Language, "Choice State".</remarks>
internal sealed record ChoiceState : State
{
    internal required ImmutableArray<ChoiceBranch> Choices { get; init; }

    /// <summary>Null where a choice without a match is an error.</summary>
    public required string? Default { get; init; }

    internal override IEnumerable<(string Field, string Target)> Transitions
    {
        get
        {
            for (var i = 0; i < Choices.Length; i++)
            {
                yield return ($"Choices[{i}]/Next", Choices[i].Next);
            }

            if (Default is not null)
            {
                yield return ("Default", Default);
            }
        }
    }

    internal override bool IsTerminal => false;

    internal override HistoryEventType EnteredEvent => HistoryEventType.ChoiceStateEntered;

    internal override HistoryEventType? ExitedEvent => HistoryEventType.ChoiceStateExited;

    internal override StateOutcome Enter(StateContext context)
    {
        var input = Data.Input(context);
        foreach (var choice in Choices)
        {
            if (choice.Rule.Holds(context, input))
            {
                return new Exit(choice.Data.PassThrough(context), choice.Next);
            }
        }

        return Default is not null
            ? new Exit(Data.PassThrough(context), Default)
            : new Failure(new StatesError(ErrorNames.NoChoiceMatched,
                $"An error occurred while executing the state '{Name}' (entered at the event id #{context.Frame.EnteredEventId}). "
                + "Failed to transition out of the state. The state did not match any choice rule and has no 'Default' transition."));
    }
}

/// <param name="Data">The state's data flow with this choice's own Assign and Output; the state's stand for the default alone.</param>
internal sealed record ChoiceBranch(ChoiceRule Rule, string Next, DataFlow Data);
