using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using OrderingSystem.Infrastructure.Stores.DynamoDb;

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
        var folder = Path.Combine(RepositoryRoot(), "tests", "tools", "dynalite");
        _whyNot = await InstallAsync(folder);
        if (_whyNot is not null)
        {
            return;
        }

        _process = Process.Start(new ProcessStartInfo("node", ["serve.js"])
        {
            WorkingDirectory = folder,
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

    /// <returns>Null once it is installed; else why not.</returns>
    private static async Task<string?> InstallAsync(string folder)
    {
        if (!IsOnPath("node") || !IsOnPath("npm"))
        {
            return "Node.js with npm is not installed: the DynamoDB adapters are tested against npm's dynalite.";
        }

        // Test projects run side by side, and npm empties the folder before it fills it.
        await using var turn = await TakeTurnAsync(Path.Combine(Path.GetTempPath(), "ordering-dynalite-install.lock"));
        if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            return null;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = await npm.StandardError.ReadToEndAsync();
        _ = await output;
        await npm.WaitForExitAsync();
        return npm.ExitCode == 0 ? null : $"npm ci could not install dynalite: {errors}";
    }

    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".cmd")));

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrderingSystem.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("OrderingSystem.sln is above no folder of the test.");
        }

        return folder;
    }
}
