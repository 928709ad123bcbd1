using System.Diagnostics;
using System.Text.Json;

namespace OrderingSystem.EndToEnd.Tests.Wire;

/// <summary><c>run_wire.py</c>, the recordings' own runner: boto3 speaking to the engine.</summary>
internal static class WireRun
{
    private const string NoRunner = "The recordings and their runner are not here: set CONFORMANCE_CASES to their folder.";
    private const string NoPython = "There is no python3 with boto3 1.42 or later, which knows every operation: install it, or name one in CONFORMANCE_PYTHON.";

    private static bool IsRequired => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static string Python => Environment.GetEnvironmentVariable("CONFORMANCE_PYTHON") is { Length: > 0 } named ? named : "python3";

    /// <summary>Skips the running test where the runner or its Python is absent; with <c>CI=true</c> their absence fails it.</summary>
    /// <returns>The script's path.</returns>
    public static async Task<string> FindOrSkipAsync()
    {
        var script = Folders().Select(folder => Path.Combine(folder, "run_wire.py")).FirstOrDefault(File.Exists);
        var problem = script is null ? NoRunner : await HasBotoAsync() ? null : NoPython;
        if (problem is not null && IsRequired)
        {
            Assert.Fail(problem);
        }

        Assert.SkipWhen(problem is not null, problem ?? string.Empty);
        return script!;
    }

    /// <summary>The one mock configuration of all cases that call services.</summary>
    public static async Task WriteMocksAsync(string script, string path)
    {
        var (exitCode, output) = await RunAsync([script, "--write-mock-config", path, "--mock-style", "sfn-local", "--mock-ext"], []);
        exitCode.Should().Be(0, output);
    }

    /// <returns>Every case that was run.</returns>
    public static async Task<IReadOnlyList<WireCase>> RunAsync(string script, HostProcess engine, string report, params string[] more)
    {
        using var credentials = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(engine.DataFolder, "credentials.json")));
        var aws = credentials.RootElement.GetProperty("aws");
        var (exitCode, output) = await RunAsync(
            [script, "--endpoint-url", engine.StepFunctionsUrl.ToString(), "--timeout", "60", "--report", report, .. more],
            [("AWS_ACCESS_KEY_ID", aws.GetProperty("accessKeyId").GetString()!), ("AWS_SECRET_ACCESS_KEY", aws.GetProperty("secretAccessKey").GetString()!)]);
        exitCode.Should().Be(0, output);
        using var written = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        return [.. written.RootElement.GetProperty("cases").EnumerateObject().Select(one => new WireCase(
            one.Name, one.Value.GetProperty("ok").ValueKind == JsonValueKind.True ? null : one.Value.GetProperty("why").ToString()))];
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("CONFORMANCE_CASES") is { Length: > 0 } named)
        {
            yield return named;
            yield return Path.Combine(named, "..");
            yield break;
        }

        for (var here = new DirectoryInfo(Repository.Root).Parent; here is not null; here = here.Parent)
        {
            yield return Path.Combine(here.FullName, "shared", "conformance");
        }
    }

    private static async Task<bool> HasBotoAsync()
    {
        try
        {
            var (exitCode, _) = await RunAsync(["-c", "import boto3, sys; sys.exit(tuple(map(int, boto3.__version__.split('.')[:2])) < (1, 42))"], []);
            return exitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Python) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}

/// <param name="Problem">Null where the case passed.</param>
internal sealed record WireCase(string Id, string? Problem)
{
    public string Group => Id.Split('/')[0];
}
