namespace OrderingSystem.StatesLanguage.Lint.Rules;

internal sealed class UnreachableRule : ILintRule
{
    public IEnumerable<LintFinding> Judge(LintGraph graph)
    {
        var reached = graph.Reached();
        return graph.States.Values.Where(state => !reached.Contains(state.Name)).Select(state => new LintFinding(LintCodes.UnreachableState, state.Location,
            "No state leads here: it never runs, and Step Functions refuses the definition.", "Lead a transition to it, or take it out.", LintSeverity.Error));
    }
}
