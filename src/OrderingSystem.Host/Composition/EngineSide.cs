using OrderingSystem.Engine;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Api.Security;
using OrderingSystem.Engine.Integrations;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Integrations.StatusChanges;
using OrderingSystem.Engine.Sqlite;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Host.Clock;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Composition;

/// <summary>Builds the embedded engine and its Step Functions endpoint. Of orders it knows nothing but the functions to call.</summary>
internal static class EngineSide
{
    /// <inheritdoc cref="StartAsync(HostSettings, ILambdaInvoker, CancellationToken)"/>
    public static async Task<(EmbeddedEngine Engine, DemoClock Clock, LateFunctions Functions)> StartAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var functions = new LateFunctions();
        var (engine, clock) = await StartAsync(settings, new InProcessFunctions(functions), cancellationToken);
        return (engine, clock, functions);
    }

    /// <summary>Opens the folder's store and starts on it. The clock shows no earlier time than the newest event that is stored.</summary>
    /// <exception cref="HostStartException">The folder is in use, damaged, or of a newer version.</exception>
    public static async Task<(EmbeddedEngine Engine, DemoClock Clock)> StartAsync(HostSettings settings, ILambdaInvoker functions, CancellationToken cancellationToken)
    {
        var store = Open(settings.DataFolder);
        try
        {
            var wall = TimeProvider.System.GetUtcNow();
            var start = store.LatestEventTime is { } latest && latest > wall ? latest : wall;
            var clock = new DemoClock(TimeProvider.System, settings.Clock.Factor, start);
            return (await StartAsync(store, clock, functions, settings.EventsWebhook, cancellationToken), clock);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts on any store.</summary>
    /// <param name="eventsWebhook">Where status changes are posted; null for nowhere.</param>
    public static async Task<EmbeddedEngine> StartAsync(
        IExecutionStore store, DemoClock clock, ILambdaInvoker functions, Uri? eventsWebhook, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<IStepFunctionsEngine>(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = await EmbeddedEngine.StartAsync(
            new EngineParts(store)
            {
                Clock = clock,
                Integrations =
                [
                    new LambdaIntegration(functions),
                    new StepFunctionsIntegration(started.Task.WaitAsync),
                    new SfnSdkIntegration(started.Task.WaitAsync),
                ],
                StatusChanges = eventsWebhook is null ? null : new WebhookSink(eventsWebhook),
                Options = new EngineOptions { Region = HostSettings.Region, AccountId = HostSettings.AccountId },
                Logging = LoggerFactory.Create(logging => logging.AddHostConsole()),
            },
            cancellationToken);
        started.SetResult(engine.Api);
        return engine;
    }

    public static WebApplication BuildEndpoint(HostSettings settings, Credentials credentials, EmbeddedEngine engine)
    {
        var options = new EngineApiOptions();
        var builder = Servers.CreateBuilder(settings.StepFunctionsUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.LimitForEngineApi(options));
        builder.Services.AddSingleton<IStepFunctionsEngine>(engine.Api);
        builder.Services.AddSingleton<ICredentialStore>(new OneKey(credentials.Aws));
        builder.Services.AddEngineApi();
        var app = builder.Build();
        app.CountAsBusy(engine.Idle.Enter);
        app.MapEngineApi();
        return app;
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
