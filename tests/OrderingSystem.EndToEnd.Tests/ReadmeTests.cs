using System.Text.RegularExpressions;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>What the README shows is what the command prints, numbers aside.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Readme_DemoOutput_IsWhatTheDemoPrints()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        var shown = DemoBlock().Match(readme).Groups["text"].Value;

        var (exitCode, printed, error) = await HostProcess.RunAsync(
            "demo", "--exit", "--url", "http://127.0.0.1:0", "--stepfunctions-url", "http://127.0.0.1:0", "--carrier-url", "http://127.0.0.1:0");

        exitCode.Should().Be(0, error);
        Shapes(printed).Should().BeEquivalentTo(Shapes(shown), options => options.WithStrictOrdering());
    }

    /// <summary>The distinct lines, in their order, with numbers and widths left out.</summary>
    private static List<string> Shapes(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => Spaces().Replace(Numbers().Replace(line, "#"), " "))
            .Distinct(StringComparer.Ordinal),
    ];

    [GeneratedRegex("<!-- demo -->\\s*```\\w*\\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DemoBlock();

    [GeneratedRegex(@"\d[\d.,]*", RegexOptions.None, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
