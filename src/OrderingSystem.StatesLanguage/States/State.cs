using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States;

/// <summary>One state of a definition. Immutable, shared by all executions that run the definition.</summary>
public abstract record State
{
    public required string Name { get; init; }

    public string? Comment { get; init; }

    /// <summary>The state that follows; null where this one ends its machine, branch or iteration.</summary>
    public string? Next { get; init; }

    public required QueryLanguage QueryLanguage { get; init; }

    public required DataFlow Data { get; init; }

    public ImmutableArray<Retrier> Retriers { get; init; } = [];

    public ImmutableArray<Catcher> Catchers { get; init; } = [];

    /// <summary>Every name of another state in this one, with the field that holds it as a JSON pointer relative to the state.</summary>
    internal virtual IEnumerable<(string Field, string Target)> Transitions
    {
        get
        {
            if (Next is not null)
            {
                yield return ("Next", Next);
            }

            for (var i = 0; i < Catchers.Length; i++)
            {
                yield return ($"Catch[{i}]/Next", Catchers[i].Next);
            }
        }
    }

    /// <summary>The graphs of its branches or of its item processor.</summary>
    internal virtual IEnumerable<StateGraph> Graphs => [];

    /// <summary>The state can end its machine, branch or iteration.</summary>
    internal virtual bool IsTerminal => Next is null;

    internal abstract HistoryEventType EnteredEvent { get; }

    /// <summary>Null for Fail, which has no such event.</summary>
    internal abstract HistoryEventType? ExitedEvent { get; }

    /// <summary>Written when the state's failure is not retried; null where the work itself has written what failed.</summary>
    internal virtual HistoryEventType? FailedEvent => null;

    /// <summary>Written when a sibling's failure or a stop ends the state; null for types that have no such event.</summary>
    internal virtual HistoryEventType? AbortedEvent => null;

    /// <summary>Does the state's work, or begins it; called again for each retry.</summary>
    internal abstract StateOutcome Enter(StateContext context);

    /// <summary>Goes on when what the state waited for has happened.</summary>
    internal virtual StateOutcome Resume(StateContext context, Resumption resumption) =>
        throw new InvalidOperationException($"A {GetType().Name} waits for nothing, yet {resumption.GetType().Name} came.");
}
