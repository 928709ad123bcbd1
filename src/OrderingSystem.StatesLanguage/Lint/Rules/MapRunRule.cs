using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Lint.Rules;

internal sealed class MapRunRule : ILintRule
{
    public IEnumerable<LintFinding> Judge(LintGraph graph) => graph.States.Values
        .Where(state => state.Type == "Map" && !state.Has("MaxConcurrency")
            && state.Body["ItemProcessor"] is JsonObject processor && processor["ProcessorConfig"] is JsonObject config && config["Mode"] is JsonString { Value: "DISTRIBUTED" })
        .Select(state => new LintFinding(LintCodes.MapRunWithoutMaxConcurrency, state.Location,
            "Up to 10,000 child executions run at once and call what stands behind them all together.",
            "Set MaxConcurrency to what the slowest of the called services bears.", LintSeverity.Warning));
}
