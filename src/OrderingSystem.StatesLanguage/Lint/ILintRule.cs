namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>One rule, one file in <c>Lint/Rules</c>, one line in <see cref="Linter"/>.</summary>
internal interface ILintRule
{
    IEnumerable<LintFinding> Judge(LintGraph graph);
}
