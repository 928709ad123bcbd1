using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>The admin API as a process with the environment that the CDK app gives it, asked as the Lambda Web Adapter asks it.</summary>
internal sealed class AdminApiProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly HttpClient _http;

    private AdminApiProcess(ProcessStartInfo start, IReadOnlyDictionary<string, string> variables)
    {
        var port = FreePort();
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        start.Environment["AWS_LWA_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _ = _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Log => string.Join('\n', _log);

    /// <summary>The program as it was built with these tests.</summary>
    public static ProcessStartInfo Built() => new("dotnet", [Path.Combine(
        Root, "src", "OrderingSystem.AdminApi.Lambda", Path.GetRelativePath(Path.Combine(Root, "tests", "OrderingSystem.AdminApi.Lambda.Tests"), AppContext.BaseDirectory), "OrderingSystem.AdminApi.Lambda.dll")]);

    public static string Root { get; } = FindRoot();

    /// <summary>Returns once it answers the path that the adapter looks at.</summary>
    public static async Task<AdminApiProcess> StartAsync(ProcessStartInfo start, IReadOnlyDictionary<string, string> variables)
    {
        var process = new AdminApiProcess(start, variables);
        using var timeout = new CancellationTokenSource(StartLimit, TimeProvider.System);
        while (!await process.IsUpAsync(timeout.Token))
        {
            if (process._process.HasExited)
            {
                throw new InvalidOperationException($"The admin API ended before it was ready:\n{process.Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, timeout.Token);
        }

        return process;
    }

    /// <summary>Runs it where it cannot start.</summary>
    public static async Task<(int ExitCode, string Log)> RunAsync(ProcessStartInfo start, IReadOnlyDictionary<string, string> variables)
    {
        await using var process = new AdminApiProcess(start, variables);
        await process._process.WaitForExitAsync().WaitAsync(StartLimit, TimeProvider.System);
        return (process._process.ExitCode, process.Log);
    }

    /// <param name="token">Null for none.</param>
    public async Task<(int Status, JsonNode? Body)> SendAsync(string? token, string method, string path, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/healthz", UriKind.Relative), cancellationToken);
            return (int)response.StatusCode is >= 100 and < 500;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrderingSystem.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("OrderingSystem.sln is above no folder of the test.");
        }

        return folder;
    }
}
