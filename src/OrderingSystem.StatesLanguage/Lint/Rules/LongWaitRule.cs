namespace OrderingSystem.StatesLanguage.Lint.Rules;

internal sealed class LongWaitRule : ILintRule
{
    public IEnumerable<LintFinding> Judge(LintGraph graph) => graph.States.Values
        .Where(state => state.Type == "Wait" && state.Number("Seconds") > ServiceLimits.ExecutionDays * ServiceLimits.SecondsPerDay)
        .Select(state => new LintFinding(LintCodes.WaitOutlivesExecution, $"{state.Location}/Seconds",
            $"The wait of {Figures.Span(state.Number("Seconds") ?? 0)} never ends: an execution fails when it is a year old.",
            "Keep the date outside and start an execution when it comes, with EventBridge Scheduler for instance.", LintSeverity.Error));
}
