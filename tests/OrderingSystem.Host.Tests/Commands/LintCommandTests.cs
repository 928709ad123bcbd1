using System.CommandLine;
using System.Text.Json;
using OrderingSystem.Host.Commands;

namespace OrderingSystem.Host.Tests.Commands;

/// <summary><c>lint FILE…</c> as somebody runs it: what it prints, and the exit code that a pipeline goes by.</summary>
[Collection(nameof(Console))]
public sealed class LintCommandTests : IDisposable
{
    private const string Sound = """
        { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "${WorkFunctionArn}", "TimeoutSeconds": 60, "End": true,
          "Retry": [ { "ErrorEquals": [ "States.ALL" ], "MaxAttempts": 3, "MaxDelaySeconds": 60, "JitterStrategy": "FULL" } ] } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Lint_SoundDefinition_Is0AndForecastsItsRetrier()
    {
        var (code, output, _) = await RunAsync(Write("sound.asl.json", Sound));

        code.Should().Be(0);
        output.Should().Contain("nothing found").And.Contain("A, States.ALL").And.Contain("$/day");
    }

    [Fact]
    public async Task Lint_OneOfTwoFilesHasAFinding_Is1AndSaysWhereAndHowToMendIt()
    {
        var (code, output, _) = await RunAsync(Write("sound.asl.json", Sound), Write("bad.asl.json", Sound.Replace("\"TimeoutSeconds\": 60, ", string.Empty, StringComparison.Ordinal)));

        code.Should().Be(1);
        output.Should().Contain("warning TASK_WITHOUT_TIMEOUT at /States/A").And.Contain("Set TimeoutSeconds");
    }

    [Fact]
    public async Task Lint_FindingIsAllowed_Is0AndTheReasonIsShown()
    {
        var allowed = Sound.Replace("\"TimeoutSeconds\": 60, ", "\"Comment\": \"lint: allow TASK_WITHOUT_TIMEOUT because the function has one\", ", StringComparison.Ordinal);

        var (code, output, _) = await RunAsync(Write("allowed.asl.json", allowed));

        code.Should().Be(0);
        output.Should().Contain("allowed TASK_WITHOUT_TIMEOUT at /States/A, because the function has one");
    }

    [Fact]
    public async Task Lint_NoSuchFile_Is2AndNamesIt()
    {
        var (code, _, error) = await RunAsync(Path.Combine(_folder, "absent.asl.json"));

        code.Should().Be(2);
        error.Should().Contain("absent.asl.json");
    }

    [Fact]
    public async Task Lint_NotADefinition_Is1()
    {
        var (code, output, _) = await RunAsync(Write("not.asl.json", "not json"));

        code.Should().Be(1);
        output.Should().Contain("error INVALID_JSON_DESCRIPTION");
    }

    [Fact]
    public async Task Lint_Json_IsOneLineWithFindingsAllowancesAndForecasts()
    {
        var (code, output, _) = await RunAsync(Write("bad.asl.json", Sound.Replace("\"TimeoutSeconds\": 60, ", string.Empty, StringComparison.Ordinal)), "--json");

        code.Should().Be(1);
        var report = JsonDocument.Parse(output.Trim()).RootElement[0].GetProperty("report");
        report.GetProperty("findings")[0].GetProperty("code").GetString().Should().Be("TASK_WITHOUT_TIMEOUT");
        report.GetProperty("allowed").GetArrayLength().Should().Be(0);
        report.GetProperty("forecasts")[0].GetProperty("dollarsPerDayOfThousand").GetDouble().Should().BeGreaterThan(0);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (before, errorBefore) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            var code = await new RootCommand { new LintCommand().Command }.Parse(["lint", .. arguments]).InvokeAsync();
            return (code, output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(errorBefore);
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
