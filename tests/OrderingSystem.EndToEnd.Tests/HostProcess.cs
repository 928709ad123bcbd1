using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using OrderingSystem.Host.Composition;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The host as users run it: a process of its own, on ports of its own, that can be killed.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(string dataFolder, IEnumerable<string> arguments, string? mockConfiguration = null)
    {
        DataFolder = dataFolder;
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.HostAssembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ORDERING_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment.Remove("SFN_MOCK_CONFIG");
        if (mockConfiguration is not null)
        {
            start.Environment["SFN_MOCK_CONFIG"] = mockConfiguration;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The host ended before it was ready:\n{Output}"));
        _ = _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string DataFolder { get; }

    public Uri AdminUrl => Address(AdminLine());

    public Uri StepFunctionsUrl => Address(StepFunctionsLine());

    public Uri CarrierUrl => Address(CarrierLine());

    public string Output => string.Join('\n', _output);

    /// <summary><c>serve</c> on free ports with the given folder; returns when all addresses are known.</summary>
    public static async Task<HostProcess> ServeAsync(string dataFolder, params string[] more)
    {
        string[] addresses = ["--url", "--stepfunctions-url", "--carrier-url"];
        var freePorts = addresses.Except(more, StringComparer.Ordinal).SelectMany(option => (string[])[option, "http://127.0.0.1:0"]);
        var host = new HostProcess(
            dataFolder,
        [
            "serve", "--data", dataFolder, .. freePorts, .. more,
        ]);
        await host._ready.Task.WaitAsync(StartLimit);
        return host;
    }

    /// <summary><c>engine</c> on a free port, skipping idle time.</summary>
    /// <param name="mockConfiguration">A file; null for none.</param>
    public static async Task<HostProcess> EngineAsync(string dataFolder, string? mockConfiguration, params string[] more)
    {
        var host = new HostProcess(dataFolder, ["engine", "--data", dataFolder, "--stepfunctions-url", "http://127.0.0.1:0", "--clock", "skip", .. more], mockConfiguration);
        await host._ready.Task.WaitAsync(StartLimit);
        return host;
    }

    /// <summary>A client of the admin API that signs in as the program of <c>credentials.json</c> does.</summary>
    public HttpClient SignedIn(TimeSpan? timeout = null) => ProgramClient.Create(AdminUrl, DataFolder, timeout);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string StandardOutput, string StandardError)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.HostAssembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Waits until the host has said something; logs come a little after what they tell of.</summary>
    public async Task WaitForOutputAsync(string part, CancellationToken cancellationToken)
    {
        while (!Output.Contains(part, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    /// <returns>The exit code, when it has ended by itself.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(StartLimit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.StartsWith("Everything ", StringComparison.Ordinal) || line.StartsWith("It listens", StringComparison.Ordinal))
        {
            _ = _ready.TrySetResult();
        }
    }

    private Uri Address(Regex line) => new(line.Match(Output).Groups["url"].Value);

    [GeneratedRegex(@"^Admin API\s+(?<url>https?://[^/]+/)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AdminLine();

    [GeneratedRegex(@"^Step Functions\s+(?<url>http://\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StepFunctionsLine();

    [GeneratedRegex(@"^Bob's Post\s+(?<url>http://\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CarrierLine();
}
