using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.StepFunctions;

namespace OrderingSystem.Benchmarks.Load;

/// <summary>The host in a process of its own, built in the same configuration as the benchmarks.</summary>
internal sealed class HostUnderLoad : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;

    private HostUnderLoad(Process process, string data, Uri url)
    {
        _process = process;
        _data = data;
        Url = url;
    }

    /// <summary>Of the admin API; of an engine alone its endpoint.</summary>
    public Uri Url { get; }

    public int ProcessId => _process.Id;

    public static Task<HostUnderLoad> StartAsync(string data, params string[] more) => StartAsync(
        data, "Admin API", "Everything listens",
        ["serve", "--data", data, "--url", "http://127.0.0.1:0", "--stepfunctions-url", "http://127.0.0.1:0", "--carrier-url", "http://127.0.0.1:0", .. more]);

    public static Task<HostUnderLoad> StartEngineAsync(string data) =>
        StartAsync(data, "Step Functions", "It listens", ["engine", "--data", data, "--stepfunctions-url", "http://127.0.0.1:0"]);

    private static async Task<HostUnderLoad> StartAsync(string data, string addressLine, string readyLine, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[AssemblyPath(), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        Uri? url = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(addressLine, StringComparison.Ordinal))
            {
                url = new Uri(new Uri(line[addressLine.Length..].Trim().Split(' ')[0]).GetLeftPart(UriPartial.Authority));
            }

            if (line.StartsWith(readyLine, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(); // so that the host never waits for somebody to read what it prints
                return new HostUnderLoad(process, data, url ?? throw new InvalidOperationException("The host did not say where its API is."));
            }
        }

        throw new InvalidOperationException("The host ended before it was ready.");
    }

    /// <summary>A client of the engine's endpoint that signs, on connections of its own.</summary>
    public async Task<AmazonStepFunctionsClient> CreateEngineClientAsync()
    {
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_data, "credentials.json")))!["aws"]!;
        return new AmazonStepFunctionsClient(
            new BasicAWSCredentials(keys["accessKeyId"]!.GetValue<string>(), keys["secretAccessKey"]!.GetValue<string>()),
            new AmazonStepFunctionsConfig { ServiceURL = Url.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(10) });
    }

    /// <summary>An access token, as a program gets one.</summary>
    public async Task<string> SignInAsync()
    {
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_data, "credentials.json")))!["client"]!;
        using var client = new HttpClient { BaseAddress = Url };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = credentials["client_id"]!.GetValue<string>(),
            ["client_secret"] = credentials["client_secret"]!.GetValue<string>(),
            ["scope"] = "orders:read orders:write",
        });
        using var answer = await client.PostAsync("/connect/token", form);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
    }

    public async Task<HttpClient> SignedInAsync()
    {
        var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SignInAsync());
        return client;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    /// <summary>…/tests/OrderingSystem.Benchmarks/bin/Release/net10.0 → …/src/OrderingSystem.Host/bin/Release/net10.0/OrderingSystem.Host.dll.</summary>
    public static string AssemblyPath()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "OrderingSystem.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The benchmarks do not run from within the checkout.");
        }

        var path = Path.Combine(root.FullName, "src", "OrderingSystem.Host", "bin", output.Parent!.Name, output.Name, "OrderingSystem.Host.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"'{path}' is missing: build src/OrderingSystem.Host in the same configuration first.");
    }
}
