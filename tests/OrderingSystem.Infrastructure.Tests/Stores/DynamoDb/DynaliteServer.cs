using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using OrderingSystem.Infrastructure.Stores.DynamoDb;
using OrderingSystem.Tests.Tools;

namespace OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;

/// <summary>
/// The DynamoDB-compatible server <c>dynalite</c> in a process of its own, one for all tests of the run. It is installed with npm, from the
/// committed lock file, on its first use.
/// </summary>
public sealed class DynaliteServer : IAsyncLifetime
{
    private static int _tables;
    private readonly CancellationTokenSource _stopping = new();
    private Process? _process;
    private string? _whyNot;

    /// <summary>For <c>AWS_ENDPOINT_URL_DYNAMODB</c>.</summary>
    public string Url { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        _whyNot = await NpmFolder.InstallAsync("dynalite");
        if (_whyNot is not null)
        {
            return;
        }

        _process = Process.Start(new ProcessStartInfo("node", ["serve.js"])
        {
            WorkingDirectory = NpmFolder.PathOf("dynalite"),
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var port = await _process.StandardOutput.ReadLineAsync(_stopping.Token);
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{int.Parse(port!, CultureInfo.InvariantCulture)}");
    }

    /// <summary>Skips the test where there is no server.</summary>
    public AmazonDynamoDBClient CreateClient()
    {
        Assert.SkipWhen(_whyNot is not null, _whyNot ?? string.Empty);
        return new AmazonDynamoDBClient(
            new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = Url, AuthenticationRegion = "us-east-1" });
    }

    /// <summary>Makes an empty table; skips the test where there is no server.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateTableAsync()
    {
        using var client = CreateClient();
        var name = $"orders-{Environment.ProcessId}-{Interlocked.Increment(ref _tables)}";
        await client.CreateTableAsync(OrderTable.CreateRequest(name));
        while ((await client.DescribeTableAsync(name)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        return name;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close(); // ends it
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _stopping.Dispose();
    }
}
