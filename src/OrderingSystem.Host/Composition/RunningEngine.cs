using OrderingSystem.Engine;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Host.Clock;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Composition;

/// <summary>The engine and its Step Functions endpoint, and nothing else.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly EmbeddedEngine _engine;
    private readonly WebApplication _endpoint;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _skipping;

    private RunningEngine(HostSettings settings, EmbeddedEngine engine, DemoClock clock, WebApplication endpoint)
    {
        (Settings, _engine, _endpoint) = (settings, engine, endpoint);
        Url = Servers.AddressOf(endpoint);
        _skipping = settings.Clock.Skips ? new IdleSkipper(clock, engine).RunAsync(_stopping.Token) : Task.CompletedTask;
    }

    public HostSettings Settings { get; }

    /// <summary>The endpoint's address.</summary>
    public Uri Url { get; }

    /// <exception cref="HostStartException">The settings or the data folder do not allow it; the message says what to do.</exception>
    public static async Task<RunningEngine> StartAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        RunningHost.CreateFolder(settings.DataFolder);
        var (engine, clock) = await EngineSide.StartAsync(settings, new InProcessLambdaInvoker(new Dictionary<string, LambdaHandler>(StringComparer.Ordinal)), cancellationToken);
        try
        {
            var credentials = CredentialsFile.ReadOrCreate(settings.DataFolder, HostSettings.Region);
            var endpoint = EngineSide.BuildEndpoint(settings, credentials, engine);
            try
            {
                await endpoint.StartAsync(cancellationToken);
                return new RunningEngine(settings, engine, clock, endpoint);
            }
            catch
            {
                await endpoint.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await engine.DisposeAsync();
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

        await _endpoint.DisposeAsync();
        await _engine.DisposeAsync();
        _stopping.Dispose();
    }
}
