namespace OrderingSystem.StatesLanguage.Lint.Rules;

internal sealed class ChoiceDefaultRule : ILintRule
{
    public IEnumerable<LintFinding> Judge(LintGraph graph) => graph.States.Values
        .Where(state => state.Type == "Choice" && !state.Body.ContainsName("Default"))
        .Select(state => new LintFinding(LintCodes.ChoiceWithoutDefault, state.Location,
            "A value that no rule expects ends the execution with States.NoChoiceMatched; a Choice state has no catcher.",
            "Add a Default that leads to a state where somebody sees the value.", LintSeverity.Warning));
}
