using OrderingSystem.Conformance.Tests.Cases;

namespace OrderingSystem.Conformance.Tests;

/// <summary>The recorded executions, as one run: which of them pass is compared with what <c>known-gaps.json</c> says.</summary>
public sealed class RecordedExecutionTests
{
    /// <summary>From here on the page is written by the test that runs the recordings over the wire.</summary>
    private const string WirePart = "<!-- wire -->";

    private static readonly Lazy<IReadOnlyList<CaseResult>> Results = new(() => CaseRunner.RunAll(CaseFolder.Cases!));

    [Fact]
    public void Replay_EveryRecordedExecution_GivesTheRecordedHistory()
    {
        CaseFolder.SkipWhereAbsent();
        var gaps = KnownGaps.Read();

        var problems = Results.Value.Where(result => result.Problem is not null && !gaps.ContainsKey(result.Case.Id))
            .Select(result => $"{result.Case.Id} ({Path.GetFileName(result.Case.File)})\n  {result.Problem}").ToList();

        Assert.True(problems.Count == 0, $"{problems.Count} of {Results.Value.Count} cases differ:\n{string.Join("\n", problems)}");
    }

    [Fact]
    public void KnownGaps_CasesThatPassByNow_AreListedNoMore()
    {
        CaseFolder.SkipWhereAbsent();
        var gaps = KnownGaps.Read();

        var closed = gaps.Keys.Except(Results.Value.Where(result => result.Problem is not null).Select(result => result.Case.Id), StringComparer.Ordinal);

        closed.Should().BeEmpty("a gap that is closed, or names no case, leaves known-gaps.json");
    }

    [Fact]
    public void Report_AfterARun_SaysWhatTheRunFound()
    {
        CaseFolder.SkipWhereAbsent();
        Assert.SkipWhen(CaseFolder.RepositoryRoot is null, "The tests run away from the repository.");
        var file = Path.Combine(CaseFolder.RepositoryRoot!, "docs", "conformance.md");
        var written = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;
        var others = written.IndexOf(WirePart, StringComparison.Ordinal);
        var page = ConformanceReport.Write(Results.Value, KnownGaps.Read()) + (others < 0 ? string.Empty : "\n" + written[others..]);

        if (Environment.GetEnvironmentVariable("UPDATE_CONFORMANCE_REPORT") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, page);
        }

        File.Exists(file).Should().BeTrue("the run writes docs/conformance.md");
        File.ReadAllText(file).ReplaceLineEndings("\n").Should().Be(page, "docs/conformance.md is out of date: run with UPDATE_CONFORMANCE_REPORT=1");
    }
}
