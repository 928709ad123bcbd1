using OrderingSystem.Engine;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Api.Security;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Integrations.Objects;
using OrderingSystem.Engine.Integrations.StatusChanges;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Mocks;
using OrderingSystem.Engine.Retention;
using OrderingSystem.Engine.Sqlite;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Host.Clock;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Host.Telemetry;

namespace OrderingSystem.Host.Composition;

/// <summary>Builds the embedded engine and its Step Functions endpoint. Of orders it knows nothing but the functions to call.</summary>
internal static class EngineSide
{
    private const string MockVariable = "SFN_MOCK_CONFIG";

    /// <inheritdoc cref="StartAsync(HostSettings, ILambdaInvoker, CancellationToken)"/>
    /// <param name="requests">Go before tasks.</param>
    public static async Task<(EmbeddedEngine Engine, DemoClock Clock, LateFunctions Functions)> StartAsync(
        HostSettings settings, RequestsUnderWay requests, CancellationToken cancellationToken)
    {
        var functions = new LateFunctions();
        var (engine, clock) = await StartAsync(settings, new InProcessFunctions(functions, new PatientScheduler(requests, TimeProvider.System)), cancellationToken);
        return (engine, clock, functions);
    }

    /// <summary>Opens the folder's store and starts on it. The clock shows no earlier time than the newest event that is stored.</summary>
    /// <exception cref="HostStartException">The folder is in use, damaged, or of a newer version.</exception>
    public static async Task<(EmbeddedEngine Engine, DemoClock Clock)> StartAsync(HostSettings settings, ILambdaInvoker functions, CancellationToken cancellationToken)
    {
        var mocks = ReadMocks(); // before the folder is touched
        var store = Open(settings.DataFolder);
        try
        {
            var wall = TimeProvider.System.GetUtcNow();
            var start = store.LatestEventTime is { } latest && latest > wall ? latest : wall;
            var clock = new DemoClock(TimeProvider.System, settings.Clock.Factor, start);
            var buckets = new FolderObjectStore(Path.Combine(settings.DataFolder, "s3"));
            return (await StartAsync(store, clock, functions, settings.EventsWebhook, settings.Retention, cancellationToken, mocks, buckets, settings.Log), clock);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts on any store.</summary>
    /// <param name="eventsWebhook">Where status changes are posted; null for nowhere.</param>
    /// <param name="retention">How long executions are kept after their end; null for ever.</param>
    /// <param name="mocks">Null for none.</param>
    /// <param name="objects">What Distributed Maps read and write; null for nothing.</param>
    public static async Task<EmbeddedEngine> StartAsync(
        IExecutionStore store, DemoClock clock, ILambdaInvoker functions, Uri? eventsWebhook, TimeSpan? retention, CancellationToken cancellationToken,
        MockConfiguration? mocks = null, IObjectStore? objects = null, LogFormat log = LogFormat.Text)
    {
        var started = new TaskCompletionSource<IStepFunctionsEngine>(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = await EmbeddedEngine.StartAsync(
            new EngineParts(store)
            {
                Clock = clock,
                Mocks = mocks ?? MockConfiguration.None,
                Integrations = ServiceIntegrations.Build(functions, started.Task.WaitAsync),
                Objects = objects,
                StatusChanges = eventsWebhook is null ? null : new WebhookSink(eventsWebhook),
                Options = new EngineOptions { Region = HostSettings.Region, AccountId = HostSettings.AccountId, Retention = new RetentionOptions { KeepFor = retention } },
                Logging = LoggerFactory.Create(logging => logging.AddHostConsole().WrittenAs(log)),
            },
            cancellationToken);
        started.SetResult(engine.Api);
        return engine;
    }

    public static WebApplication BuildEndpoint(HostSettings settings, Credentials credentials, EmbeddedEngine engine)
    {
        var options = new EngineApiOptions { Authentication = settings.StepFunctionsAuthentication };
        var builder = Servers.CreateBuilder(settings.StepFunctionsUrl, listening: listen => listen.CloseSilentConnections(options));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.LimitForEngineApi(options));
        builder.Logging.WrittenAs(settings.Log);
        builder.Services.AddSingleton<IStepFunctionsEngine>(engine.Api);
        builder.Services.AddSingleton<ICredentialStore>(new OneKey(credentials.Aws));
        builder.Services.AddEngineApi(api => api.Authentication = options.Authentication);
        var app = builder.Build();
        app.CountAsBusy(engine.Idle.Enter);
        app.MapEngineApi();
        return app;
    }

    /// <summary>The file that <c>SFN_MOCK_CONFIG</c> names, the variable of AWS Step Functions Local.</summary>
    private static MockConfiguration ReadMocks()
    {
        if (Environment.GetEnvironmentVariable(MockVariable) is not { Length: > 0 } path)
        {
            return MockConfiguration.None;
        }

        try
        {
            return MockConfiguration.Read(path);
        }
        catch (MockConfigurationException refusal)
        {
            throw new HostStartException($"{MockVariable}: {refusal.Message}");
        }
    }

    private static SqliteExecutionStore Open(string folder)
    {
        try
        {
            return SqliteExecutionStore.Open(folder);
        }
        catch (DataFolderException refusal)
        {
            throw new HostStartException(refusal.Message);
        }
    }

    private sealed class OneKey(AwsCredentials credentials) : ICredentialStore
    {
        public SigningCredential? Find(string accessKeyId) =>
            accessKeyId == credentials.AccessKeyId ? new SigningCredential(credentials.AccessKeyId, credentials.SecretAccessKey) : null;
    }
}
