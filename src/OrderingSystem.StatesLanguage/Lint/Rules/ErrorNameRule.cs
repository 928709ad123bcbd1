using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Lint.Rules;

/// <summary>Names in ErrorEquals that no error ever meets: misspelt, not catchable, or met by an earlier entry; and States.ALL in the wrong place.</summary>
internal sealed class ErrorNameRule : ILintRule
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        ErrorNames.All, ErrorNames.BranchFailed, ErrorNames.DataLimitExceeded, ErrorNames.ExceedToleratedFailureThreshold, ErrorNames.HeartbeatTimeout,
        ErrorNames.IntrinsicFailure, ErrorNames.ItemReaderFailed, ErrorNames.NoChoiceMatched, ErrorNames.ParameterPathFailure, ErrorNames.Permissions,
        ErrorNames.QueryEvaluationError, ErrorNames.ResultPathMatchFailure, ErrorNames.ResultWriterFailed, ErrorNames.Runtime, ErrorNames.TaskFailed, ErrorNames.Timeout,
        "States.Http.Socket",
    };

    public IEnumerable<LintFinding> Judge(LintGraph graph) => graph.States.Values.SelectMany(state =>
        JudgeEntries([.. state.Retriers.Select(retrier => (retrier.Location, retrier.ErrorEquals))])
            .Concat(JudgeEntries([.. state.Catchers.Select(catcher => (catcher.Location, catcher.ErrorEquals))])));

    private static IEnumerable<LintFinding> JudgeEntries(IReadOnlyList<(string Location, IReadOnlyList<string> ErrorEquals)> entries)
    {
        var earlier = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            var (location, names) = entries[i];
            if (names.Contains(ErrorNames.All) && (i < entries.Count - 1 || names.Count > 1))
            {
                yield return new LintFinding(LintCodes.StatesAllNotLast, $"{location}/ErrorEquals",
                    "States.ALL must stand alone in the last entry: Step Functions refuses the definition.", "Move States.ALL into an entry of its own at the end.", LintSeverity.Error);
            }

            for (var j = 0; j < names.Count; j++)
            {
                if (JudgeName(names[j], $"{location}/ErrorEquals/{j}", earlier) is { } finding)
                {
                    yield return finding;
                }
            }

            foreach (var name in names)
            {
                _ = earlier.TryAdd(name, location);
            }
        }
    }

    private static LintFinding? JudgeName(string name, string location, Dictionary<string, string> earlier)
    {
        if (name == ErrorNames.Runtime)
        {
            return new LintFinding(LintCodes.ErrorNameUncatchable, location, "States.Runtime always ends the execution: neither a retrier nor a catcher sees it.",
                "Take the name out and mend its causes: paths that find nothing, payloads of the wrong form. A failed execution can be redriven.", LintSeverity.Warning);
        }

        var looksReserved = name.StartsWith("States.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("State.", StringComparison.OrdinalIgnoreCase);
        if (looksReserved && !Known.Contains(name))
        {
            var near = Known.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
            return new LintFinding(LintCodes.ErrorNameUnknown, location, $"No error is called {name}: this entry never matches, and what it was meant for goes on to the next one or fails the execution.",
                near is null ? "Use one of the States Language's names; names that begin with States. are reserved." : $"Write {near}.", LintSeverity.Error);
        }

        var shadow = earlier.TryGetValue(name, out var first) ? first
            : name is not (ErrorNames.Timeout or ErrorNames.HeartbeatTimeout or ErrorNames.All) && earlier.TryGetValue(ErrorNames.TaskFailed, out var failed) ? failed
            : null;
        return shadow is null ? null : new LintFinding(LintCodes.ErrorNameShadowed, location,
            $"The entry at {shadow} matches {name} first, and only the first match counts: this one never does.", "Put the entry with the narrower names first, and each name into one entry.", LintSeverity.Warning);
    }
}
