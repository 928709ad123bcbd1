using System.Globalization;
using System.Text;

namespace OrderingSystem.Conformance.Tests.Cases;

/// <summary><c>docs/conformance.md</c>: how many cases of each group pass, and why the others do not.</summary>
internal static class ConformanceReport
{
    public static string Write(IReadOnlyList<CaseResult> results, IReadOnlyDictionary<string, string> gaps)
    {
        var page = new StringBuilder();
        page.AppendLine("# Conformance").AppendLine();
        page.AppendLine("Executions recorded from AWS Step Functions, replayed through the interpreter: the same definition, input and task results must give the same");
        page.AppendLine("history, event by event. `OrderingSystem.Conformance.Tests` writes this page (set `UPDATE_CONFORMANCE_REPORT=1`).").AppendLine();
        page.AppendLine("| group | pass | of |").AppendLine("| --- | ---: | ---: |");
        foreach (var group in results.GroupBy(result => result.Case.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count(result => result.Problem is null)} | {group.Count()} |");
        }

        page.AppendLine(CultureInfo.InvariantCulture, $"| **all** | **{results.Count(result => result.Problem is null)}** | **{results.Count}** |");
        if (gaps.Count > 0)
        {
            page.AppendLine().AppendLine("## Known gaps").AppendLine();
            foreach (var reason in gaps.GroupBy(gap => gap.Value, gap => gap.Key, StringComparer.Ordinal).OrderBy(reason => reason.Key, StringComparer.Ordinal))
            {
                page.AppendLine(CultureInfo.InvariantCulture, $"- {reason.Key} ({reason.Count()}):");
                foreach (var id in reason.Order(StringComparer.Ordinal))
                {
                    page.AppendLine(CultureInfo.InvariantCulture, $"  - `{id}`");
                }
            }
        }

        return page.ToString().ReplaceLineEndings("\n");
    }
}
