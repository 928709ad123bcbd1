using OrderingSystem.Engine;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Host.Clock;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Composition;

/// <summary>The engine and its Step Functions endpoint; with a console where one was asked for, and nothing else.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly EmbeddedEngine _engine;
    private readonly List<WebApplication> _servers = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _skipping = Task.CompletedTask;

    private RunningEngine(HostSettings settings, EmbeddedEngine engine) => (Settings, _engine) = (settings, engine);

    public HostSettings Settings { get; }

    /// <summary>The endpoint's address.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The web console's; null where none was asked for.</summary>
    public Uri? ConsoleUrl { get; private set; }

    /// <exception cref="HostStartException">The settings or the data folder do not allow it; the message says what to do.</exception>
    public static async Task<RunningEngine> StartAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        RunningHost.CreateFolder(settings.DataFolder);
        var (engine, clock) = await EngineSide.StartAsync(settings, new InProcessLambdaInvoker(new Dictionary<string, LambdaHandler>(StringComparer.Ordinal)), cancellationToken);
        var running = new RunningEngine(settings, engine);
        try
        {
            var credentials = CredentialsFile.ReadOrCreate(settings.DataFolder, HostSettings.Region);
            running.Url = await running.StartAsync(EngineSide.BuildEndpoint(settings, credentials, engine), cancellationToken);
            if (settings.ConsoleUrl is { } console)
            {
                running.ConsoleUrl = await running.StartAsync(
                    EngineConsole.Build(settings, console, credentials, clock, engine, running.Url), cancellationToken);
            }

            running._skipping = settings.Clock.Skips ? new IdleSkipper(clock, engine).RunAsync(running._stopping.Token) : Task.CompletedTask;
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for Ctrl+C, or for the engine to stand still.</summary>
    /// <exception cref="HostStartException">The store failed.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            var failure = await _engine.Faulted.WaitAsync(cancellationToken);
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

        for (var i = _servers.Count - 1; i >= 0; i--)
        {
            await _servers[i].DisposeAsync();
        }

        await _engine.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<Uri> StartAsync(WebApplication server, CancellationToken cancellationToken)
    {
        _servers.Add(server);
        await server.StartAsync(cancellationToken);
        return Servers.AddressOf(server);
    }
}
