namespace OrderingSystem.StatesLanguage.Lint.Rules;

/// <summary>A Task without a bound in time waits as long as the service lets it: TimeoutSeconds defaults to 99,999,999.</summary>
internal sealed class TimeoutRule : ILintRule
{
    public IEnumerable<LintFinding> Judge(LintGraph graph)
    {
        foreach (var state in graph.States.Values.Where(state => state.IsTask && !state.HasTimeout))
        {
            if (state.IsAnsweredFromOutside)
            {
                yield return new LintFinding(LintCodes.TokenTaskWithoutTimeout, state.Location,
                    "If the answer is lost, the execution waits until it is a year old and then fails; nothing retries it before.",
                    "Set TimeoutSeconds to the longest time in which an answer is of use (and HeartbeatSeconds where the worker can beat), with a retrier or catcher for States.Timeout.",
                    LintSeverity.Error);
            }
            else if (!state.Has("HeartbeatSeconds"))
            {
                yield return new LintFinding(LintCodes.TaskWithoutTimeout, state.Location,
                    "A call that hangs holds the execution for as long as the service allows; no retrier and no catcher runs.",
                    "Set TimeoutSeconds above the slowest good answer, with a retrier for States.Timeout.",
                    LintSeverity.Warning);
            }
        }
    }
}
