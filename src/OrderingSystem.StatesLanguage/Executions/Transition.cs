using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>What one stimulus led to. Committed as a whole or not at all.</summary>
/// <param name="Execution">The state after it.</param>
/// <param name="Events">New events, ids following on from the execution before.</param>
/// <param name="Commands">To be carried out after the commit, in order.</param>
/// <param name="Changed">False where the stimulus found nothing to do (a late answer, a timer that was cancelled): nothing needs storing.</param>
public sealed record Transition(Execution Execution, IReadOnlyList<HistoryEvent> Events, IReadOnlyList<Command> Commands, bool Changed)
{
    public static Transition Nothing(Execution execution) => new(execution, [], [], Changed: false);
}
