using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrderingSystem.EndToEnd.Tests.Wire;

/// <summary>Every recorded case, over the wire protocol, against the host's <c>engine</c> command: with services mocked, and without.</summary>
public sealed class WireConformanceTests : IDisposable
{
    /// <summary>What stands above it in <c>docs/conformance.md</c> is another test's.</summary>
    private const string Marker = "<!-- wire -->";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-wire-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task RunWire_EveryReplayableCase_PassesOrIsAKnownGap()
    {
        var script = await WireRun.FindOrSkipAsync();
        var mocks = Path.Combine(_folder.FullName, "mocks.json");
        await WireRun.WriteMocksAsync(script, mocks);

        var plain = await RunAsync(script, "plain", mocks: null);
        var mocked = await RunAsync(script, "mocked", mocks, "--mock-style", "sfn-local", "--mock-ext");

        var failed = plain.Concat(mocked).Where(one => one.Problem is not null).GroupBy(one => one.Id, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Problem!, StringComparer.Ordinal);
        var gaps = ReadGaps();
        string.Join('\n', failed.Where(one => !gaps.ContainsKey(one.Key)).Select(one => $"{one.Key}\n  {one.Value}")).Should().BeEmpty();
        gaps.Keys.Except(failed.Keys, StringComparer.Ordinal).Should().BeEmpty("a gap that is closed leaves wire-known-gaps.json");
        await CheckPageAsync(Write(plain, mocked, gaps));
    }

    private static Dictionary<string, string> ReadGaps()
    {
        using var stream = typeof(WireConformanceTests).Assembly.GetManifestResourceStream("wire-known-gaps.json")
            ?? throw new InvalidOperationException("wire-known-gaps.json is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    private static string Write(IReadOnlyList<WireCase> plain, IReadOnlyList<WireCase> mocked, Dictionary<string, string> gaps)
    {
        var page = new StringBuilder();
        page.AppendLine("## Over the wire").AppendLine();
        page.AppendLine("The same recordings and those of API calls, by boto3 against `-- engine`: without mocks every case that calls no service, with them (`SFN_MOCK_CONFIG`) every case.");
        page.AppendLine("`WireConformanceTests` of `OrderingSystem.EndToEnd.Tests` writes this part.").AppendLine();
        page.AppendLine("| run | pass | of |").AppendLine("| --- | ---: | ---: |");
        page.AppendLine(CultureInfo.InvariantCulture, $"| without mocks | {plain.Count(one => one.Problem is null)} | {plain.Count} |");
        page.AppendLine(CultureInfo.InvariantCulture, $"| with mocks | {mocked.Count(one => one.Problem is null)} | {mocked.Count} |");
        if (gaps.Count > 0)
        {
            page.AppendLine().AppendLine("Known gaps:").AppendLine();
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

    private static async Task CheckPageAsync(string part)
    {
        var file = Path.Combine(Repository.Root, "docs", "conformance.md");
        var page = (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n");
        var at = page.IndexOf(Marker, StringComparison.Ordinal);
        at.Should().BePositive("the page has a place for this part");
        var whole = $"{page[..at]}{Marker}\n\n{part}";
        if (Environment.GetEnvironmentVariable("UPDATE_CONFORMANCE_REPORT") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(file, whole);
            return;
        }

        page.Should().Be(whole, "docs/conformance.md is out of date: run with UPDATE_CONFORMANCE_REPORT=1");
    }

    private async Task<IReadOnlyList<WireCase>> RunAsync(string script, string name, string? mocks, params string[] more)
    {
        var data = Path.Combine(_folder.FullName, name);
        await using var engine = await HostProcess.EngineAsync(data, mocks);
        return await WireRun.RunAsync(script, engine, Path.Combine(_folder.FullName, name + ".json"), more);
    }
}
