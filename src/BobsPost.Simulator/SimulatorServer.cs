using BobsPost.Simulator.Control;
using BobsPost.Simulator.Faults;
using BobsPost.Simulator.Ledger;
using BobsPost.Simulator.Shipments;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace BobsPost.Simulator;

/// <summary>A stand-in for the carrier Bob's Post that listens on loopback, with books of its own and faults to order.</summary>
/// <remarks>The members that control it do what the routes under <c>/simulator</c> do.</remarks>
public sealed class SimulatorServer : IAsyncDisposable
{
    private const int MaxBodyBytes = 1024 * 1024;

    private readonly WebApplication _app;
    private readonly LedgerFile _ledger;
    private readonly FaultSwitchboard _switchboard;
    private readonly TimeProvider _clock;
    private volatile string? _apiKey;
    private int _disposed;

    private SimulatorServer(SimulatorOptions options, TimeProvider clock, LedgerFile ledger, SeededDraws draws)
    {
        _clock = clock;
        _ledger = ledger;
        _apiKey = options.ApiKey;
        _switchboard = new FaultSwitchboard(
            draws,
            new FaultSettings(options.FaultRate, RateLimitPerSecond: options.RateLimitPerSecond),
            ledger.ReadOutages());
        _app = Build(options);
    }

    /// <summary>The address, with the port that was taken where port 0 was asked for.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    public FaultSettings Faults => _switchboard.Settings;

    public IReadOnlyList<Outage> Outages => _switchboard.Outages;

    /// <param name="clock">The carrier's time: shipments ship and outages end by it. It may jump by days.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        options.Validate();
        var draws = new SeededDraws(options.Seed);
        var ledger = LedgerFile.Open(options.DataFile, new ShipmentNumbers(draws, options.MinDispatchDelay, options.MaxDispatchDelay));
        var server = new SimulatorServer(options, clock, ledger, draws);
        try
        {
            await server._app.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Replaces the faults, for the requests that arrive from now on. They are not kept over a restart.</summary>
    /// <exception cref="ArgumentException">A rate or a window is out of range; the message names it.</exception>
    public void SetFaults(FaultSettings settings)
    {
        var errors = settings.Check();
        if (errors.Count > 0)
        {
            throw new ArgumentException(CarrierProblem.Describe(errors), nameof(settings));
        }

        _switchboard.Settings = settings;
    }

    /// <summary>Refuses every other key from now on, as after a rotation; null lets everybody in.</summary>
    public void RequireKey(string? apiKey) => _apiKey = apiKey;

    /// <summary>Adds a time in which nothing of the carrier answers. It is kept over a restart.</summary>
    /// <param name="to">After <paramref name="from"/>; exclusive.</param>
    public async Task<Outage> AddOutageAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        var outage = new Outage(from, to);
        await _ledger.AddOutageAsync(outage, cancellationToken);
        _switchboard.AddOutage(outage);
        return outage;
    }

    /// <summary>Ends all outages, also those to come.</summary>
    public async Task ClearOutagesAsync(CancellationToken cancellationToken)
    {
        await _ledger.ClearOutagesAsync(cancellationToken);
        _switchboard.ClearOutages();
    }

    /// <summary>Every shipment and every request that was answered before the call, in memory: for tests and small runs.</summary>
    public async Task<CarrierLedger> ReadLedgerAsync(CancellationToken cancellationToken)
    {
        using var snapshot = await OpenLedgerAsync(cancellationToken);
        return new CarrierLedger([.. snapshot.Shipments()], [.. snapshot.Requests()]);
    }

    /// <summary>The shipments of one client reference, cancelled ones included.</summary>
    public IReadOnlyList<LedgerShipment> ReadShipments(string clientReference)
    {
        var now = _clock.GetUtcNow();
        return
        [
            .. _ledger.FindByClientReference(clientReference).Select(stored => new LedgerShipment(
                stored.ShipmentId, stored.ClientReference, stored.TrackingNumber, stored.StatusAt(now), stored.CreatedAt, stored.ShippedAt(now))),
        ];
    }

    /// <summary>Answers what is being answered, cuts what hangs, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    internal Task<LedgerSnapshot> OpenLedgerAsync(CancellationToken cancellationToken) =>
        _ledger.OpenSnapshotAsync(_clock.GetUtcNow(), cancellationToken);

    private WebApplication Build(SimulatorOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders(); // whoever hosts it owns the console; what happened is in the ledger
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1)); // slow requests are not waited for
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SimulatorJson.Default));
        builder.Services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Bob's Post";
            document.Info.Description = "A stand-in for the carrier. The routes under /simulator answer on loopback only.";
            document.Info.Version = "1";
            return Task.CompletedTask;
        }));

        var app = builder.Build();
        if (options.WhileServing is { } serving)
        {
            app.Use(async (context, next) =>
            {
                using (serving())
                {
                    await next(context);
                }
            });
        }

        app.UseMiddleware<FaultMiddleware>(_switchboard, _ledger, _clock, options);
        app.UseMiddleware<KeyMiddleware>(new Func<string?>(() => _apiKey)); // behind the faults: a carrier that is down asks nobody for keys
        app.MapOpenApi();
        new ShipmentEndpoints(_ledger, options).Map(app);
        new ControlEndpoints(this, _clock).Map(app);
        return app;
    }
}
