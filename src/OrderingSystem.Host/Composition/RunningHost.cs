using Amazon.StepFunctions;
using BobsPost.Simulator;
using OrderingSystem.Application.Customers;
using OrderingSystem.Engine;
using OrderingSystem.Host.Clock;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Infrastructure.Stores.SampleData;
using OrderingSystem.Infrastructure.Stores.Sqlite;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Host.Composition;

/// <summary>Everything in one process: the engine with its endpoint, the order side with its API, and Bob's Post where it is simulated.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _skipping = Task.CompletedTask;

    private RunningHost(HostSettings settings, DemoClock clock)
    {
        Settings = settings;
        Clock = clock;
    }

    public HostSettings Settings { get; }

    public DemoClock Clock { get; }

    /// <summary>The admin API's address.</summary>
    public Uri Url { get; private set; } = null!;

    public Uri StepFunctionsUrl { get; private set; } = null!;

    public Uri CarrierUrl { get; private set; } = null!;

    /// <summary>Null where the carrier runs elsewhere.</summary>
    public SimulatorServer? Simulator { get; private set; }

    /// <summary>The order side's services.</summary>
    public IServiceProvider Services { get; private set; } = null!;

    public IAmazonStepFunctions StepFunctions => Services.GetRequiredService<IAmazonStepFunctions>();

    private EmbeddedEngine Engine { get; set; } = null!;

    /// <exception cref="HostStartException">The settings or the data folder do not allow it; the message says what to do.</exception>
    public static async Task<RunningHost> StartAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        CreateFolder(settings.DataFolder);
        var isNewFolder = !File.Exists(Path.Combine(settings.DataFolder, "orders.db"));
        var requests = new RequestsUnderWay(TimeProvider.System);
        var (engine, clock, functions) = await EngineSide.StartAsync(settings, requests, cancellationToken);
        var host = new RunningHost(settings, clock) { Engine = engine };
        host._parts.Add(engine);
        try
        {
            await host.StartPartsAsync(functions, requests, isNewFolder, cancellationToken);
            return host;
        }
        catch
        {
            engine.ShutdownGrace = TimeSpan.Zero; // calls that wait for tasks which will not come: the next start makes them
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>While the scope is open, idle time is not skipped.</summary>
    public IDisposable Busy() => Engine.Idle.Enter();

    /// <summary>Waits for Ctrl+C, or for the engine's store to fail.</summary>
    /// <exception cref="HostStartException">The store can no longer be written.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            var failure = await Engine.Faulted.WaitAsync(cancellationToken);
            throw new HostStartException(failure.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // asked to end
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _skipping;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the skipper ends by cancellation
        }

        for (var i = _parts.Count - 1; i >= 0; i--)
        {
            await _parts[i].DisposeAsync();
        }

        _stopping.Dispose();
    }

    /// <summary>A new folder is its owner's alone: customers' names and addresses are in it.</summary>
    /// <exception cref="HostStartException">It cannot be made.</exception>
    internal static void CreateFolder(string path)
    {
        try
        {
            _ = OperatingSystem.IsWindows() || Directory.Exists(path)
                ? Directory.CreateDirectory(path)
                : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The data folder '{path}' cannot be made: {refused.Message} Choose another one with --data.");
        }
    }

    private async Task StartPartsAsync(LateFunctions functions, RequestsUnderWay requests, bool isNewFolder, CancellationToken cancellationToken)
    {
        var credentials = CredentialsFile.ReadOrCreate(Settings.DataFolder, HostSettings.Region);
        using var starting = Busy();

        var wire = EngineSide.BuildEndpoint(Settings, credentials, Engine);
        StepFunctionsUrl = await StartAsync(wire, cancellationToken);
        await StartCarrierAsync(cancellationToken);

        var orders = OrderSide.Build(Settings, credentials, Clock, Engine, requests, StepFunctionsUrl, CarrierUrl, Simulator);
        Services = orders.Services;
        _ = Services.GetRequiredService<OrderDatabase>(); // a file that cannot be used is refused now, and not by the first order
        functions.Set(Services.GetRequiredService<TaskFunctions>());
        await InstallStateMachinesAsync(cancellationToken);
        if (isNewFolder && Settings.SampleData)
        {
            await SampleCustomers.SeedAsync(Services.GetRequiredService<ICustomerStore>(), cancellationToken);
        }

        _ = await StartAsync(orders, cancellationToken);
        Url = Servers.AddressOf(orders, Settings.Url);
        if (Settings.Clock.Skips)
        {
            _skipping = new IdleSkipper(Clock, Engine).RunAsync(_stopping.Token);
        }
    }

    private async Task StartCarrierAsync(CancellationToken cancellationToken)
    {
        if (Settings.CarrierUrl is { } elsewhere)
        {
            CarrierUrl = elsewhere;
            return;
        }

        Simulator = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Url = Settings.SimulatorUrl.AbsoluteUri,
                DataFile = Path.Combine(Settings.DataFolder, "bobs-post.db"),
                FaultRate = Settings.FaultRate,
                ForgetIdempotencyKeys = Settings.CarrierForgetsKeys,
                ApiKey = Settings.CarrierKey,
                Seed = (ulong)Settings.Seed,
                WhileServing = Busy,
            },
            Clock,
            cancellationToken);
        _parts.Add(Simulator);
        CarrierUrl = new Uri(Simulator.Url);
    }

    private async Task<Uri> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        _parts.Add(app);
        await app.StartAsync(cancellationToken);
        return Servers.AddressOf(app);
    }

    private async Task InstallStateMachinesAsync(CancellationToken cancellationToken)
    {
        var installer = new StateMachineInstaller(StepFunctions);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "statemachines"), "*.asl.json").Order(StringComparer.Ordinal))
        {
            await installer.InstallAsync(Path.GetFileName(file)[..^".asl.json".Length], cancellationToken);
        }
    }
}
