using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OrderingSystem.Lambdas.Tests.Runtime;

/// <summary>
/// The executable <c>bootstrap</c> as it is deployed, published once per run of the tests, whichever of their projects comes first. Publishing takes a
/// minute or more, so outside CI it is done where <c>ORDERING_NATIVE=1</c> asks for it.
/// </summary>
public sealed class NativeBootstrap : IAsyncLifetime
{
    /// <summary>What the publishing prints where it compiles.</summary>
    private const string NativeCompiler = "Generating native code";

    private string? _whyNot;

    public string Path { get; private set; } = string.Empty;

    /// <summary>What the publishing printed when it last compiled.</summary>
    public string PublishLog { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        _whyNot = WhyNot();
        if (_whyNot is not null)
        {
            return;
        }

        var root = RepositoryRoot();
        var output = System.IO.Path.Combine(root, "artifacts", "lambda");
        var log = System.IO.Path.Combine(root, "artifacts", "lambda-publish.log");
        _ = Directory.CreateDirectory(output);
        await using var turn = await TakeTurnAsync(System.IO.Path.Combine(root, "artifacts", "lambda-publish.lock"));
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", "src/OrderingSystem.Lambdas", "-c", "Release", "-r", "linux-x64", "-p:RunAnalyzers=false", // they ran when the solution was built
                "--artifacts-path", System.IO.Path.Combine(root, "artifacts", "native"), "-o", output,
            ])
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        PublishLog = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Path = System.IO.Path.Combine(output, "bootstrap");
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"The native publish failed:\n{PublishLog}");
        }

        // Nothing is compiled a second time, so nothing is warned of a second time.
        if (PublishLog.Contains(NativeCompiler, StringComparison.Ordinal) || !File.Exists(log))
        {
            await File.WriteAllTextAsync(log, PublishLog);
        }
        else
        {
            PublishLog = await File.ReadAllTextAsync(log);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips the test where the executable cannot be made.</summary>
    public void Require() => Assert.SkipWhen(_whyNot is not null, _whyNot ?? string.Empty);

    /// <summary>Starts it as Lambda does, with the variables of the CDK app and those of the test.</summary>
    internal BootstrapProcess Start(RuntimeApiServer server, string handler, params ReadOnlySpan<(string Name, string? Value)> variables)
    {
        Require();
        return Start(new ProcessStartInfo(Path), server, handler, variables);
    }

    /// <summary>The same; where there is no native executable, the managed one that was built with the tests.</summary>
    internal BootstrapProcess StartAny(RuntimeApiServer server, string handler, params ReadOnlySpan<(string Name, string? Value)> variables) => Start(
        _whyNot is null ? new ProcessStartInfo(Path) : new ProcessStartInfo("dotnet", [Managed()]),
        server,
        handler,
        variables);

    private BootstrapProcess Start(ProcessStartInfo start, RuntimeApiServer server, string handler, ReadOnlySpan<(string Name, string? Value)> variables)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Clear();
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = server.HostAndPort;
        start.Environment["_HANDLER"] = handler;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = "ordering-" + handler;
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = "local";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        start.Environment["ORDERS_TABLE"] = "orders";
        start.Environment["ORDER_STATE_MACHINE_ARN"] = "arn:aws:states:us-east-1:123456789012:stateMachine:ordering-test-order";
        start.Environment["CARRIER_URL"] = "http://127.0.0.1:9";
        start.Environment["NOTIFICATION_TOPIC_ARN"] = "arn:aws:sns:us-east-1:123456789012:ordering-test-notifications";
        start.Environment["EMAIL_FROM"] = "orders@example.com";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0xC000000"; // three quarters of 256 MB, as .NET takes them from the container's limit
        if (_whyNot is not null)
        {
            start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH"); // to find dotnet
            start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT");
            start.Environment.Remove("DOTNET_GCHeapHardLimit");
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new BootstrapProcess(Process.Start(start)!);
    }

    /// <summary>In its own output folder, of the configuration and framework of these tests.</summary>
    private static string Managed()
    {
        var root = RepositoryRoot();
        var below = System.IO.Path.GetRelativePath(System.IO.Path.Combine(root, "tests"), AppContext.BaseDirectory).Split(System.IO.Path.DirectorySeparatorChar)[1..];
        return System.IO.Path.Combine([root, "src", "OrderingSystem.Lambdas", .. below, "OrderingSystem.Lambdas.dll"]);
    }

    private static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            return "The native executable is made and run on x64 Linux.";
        }

        if (!IsOnPath("clang") && !IsOnPath("gcc"))
        {
            return "The native compiler needs clang or gcc as linker (Debian: apt-get install clang).";
        }

        return Environment.GetEnvironmentVariable("CI") == "true" || Environment.GetEnvironmentVariable("ORDERING_NATIVE") == "1"
            ? null
            : "Publishing natively takes a minute: set ORDERING_NATIVE=1, or CI=true.";
    }

    /// <summary>Test projects run side by side.</summary>
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
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            }
        }
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(System.IO.Path.Combine(folder, program)));

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "OrderingSystem.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("OrderingSystem.sln is above no folder of the test.");
        }

        return folder;
    }
}

/// <summary>One execution environment.</summary>
internal sealed class BootstrapProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    public BootstrapProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The process's memory in bytes.</summary>
    public long WorkingSetBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Ends with the process, however long that takes.</summary>
    public Task WhenEndedAsync() => _process.WaitForExitAsync();

    /// <returns>Its exit code and what it logged, once it has ended by itself.</returns>
    public async Task<(int ExitCode, string Log, string Errors)> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        return (_process.ExitCode, await _output, await _errors);
    }

    /// <summary>Ends it, and reads what it logged.</summary>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        return (await WaitAsync()).Log;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
