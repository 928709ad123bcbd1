namespace OrderingSystem.StatesLanguage.Lint.Rules;

/// <summary>A loop that nobody outside paces fills the history: nine events for each round of Wait, Task and Choice.</summary>
internal sealed class LoopRule : ILintRule
{
    public IEnumerable<LintFinding> Judge(LintGraph graph) =>
        from loop in Loop.FindAll(graph)
        let place = loop.States.FirstOrDefault(state => state.Type == "Wait") ?? loop.States[0]
        group loop by place into loops
        let worst = loops.MinBy(loop => (loop.SecondsPerRound ?? 0) / loop.EventsPerRound)
        let finding = Judge(worst, loops.Key)
        where finding is not null
        select finding;

    private static LintFinding? Judge(Loop loop, LintState place)
    {
        var rounds = ServiceLimits.HistoryEvents / loop.EventsPerRound;
        var names = string.Join(", ", loop.States.Select(state => state.Name));
        var mend = loop.States.Any(state => state.IsTask)
            ? "Let the Task throw while the answer is pending and let a retrier with MaxDelaySeconds wait: three events and one transition a try; or start a new execution before the history is full."
            : "Count the rounds and leave the loop, or start a new execution before the history is full.";
        if (loop.SecondsPerRound is not { } seconds)
        {
            return new LintFinding(LintCodes.LoopReachesHistoryLimit, place.Location,
                $"The loop {names} writes {loop.EventsPerRound} events a round: round {Figures.Count(rounds)} fails the execution with 25,000 events. The time between rounds is computed, so when cannot be told.", mend, LintSeverity.Warning);
        }

        var total = rounds * seconds;
        if (total > ServiceLimits.ExecutionDays * ServiceLimits.SecondsPerDay)
        {
            return null; // the execution is a year old before its history is full
        }

        var after = seconds > 0 ? $"after {Figures.Span(total)} (round {Figures.Count(rounds)})" : $"in round {Figures.Count(rounds)}, as soon as the machine gets there: nothing in the loop waits";
        return new LintFinding(LintCodes.LoopReachesHistoryLimit, place.Location,
            $"The loop {names} writes {loop.EventsPerRound} events a round and fails the execution with 25,000 events {after}, unless it is left before.", mend,
            LintSeverity.Error);
    }
}
