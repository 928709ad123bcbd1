using Amazon.Runtime;
using Amazon.StepFunctions;
using OrderingSystem.AdminApi;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.Application;
using OrderingSystem.Application.Clock;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Live;
using OrderingSystem.Engine;
using OrderingSystem.Host.Clock;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Host.Telemetry;
using OrderingSystem.Identity;
using OrderingSystem.Infrastructure;

namespace OrderingSystem.Host.Composition;

/// <summary>The web console of an engine that runs alone: executions, histories, open callbacks, the clock. Of the engine it knows the address.</summary>
internal static class EngineConsole
{
    public static WebApplication Build(HostSettings settings, Uri url, Credentials credentials, DemoClock clock, EmbeddedEngine engine, Uri stepFunctionsUrl)
    {
        var builder = Servers.CreateBuilder(url);
        builder.Logging.WrittenAs(settings.Log);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(clock).AddSingleton<LiveFeed>();
        services.AddSingleton<IDemoClock>(provider => new HostClock(clock, settings.Clock, engine, provider.GetRequiredService<LiveFeed>()));
        services.AddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(
            new BasicAWSCredentials(credentials.Aws.AccessKeyId, credentials.Aws.SecretAccessKey),
            new AmazonStepFunctionsConfig { ServiceURL = stepFunctionsUrl.AbsoluteUri, AuthenticationRegion = credentials.Aws.Region }));
        services.AddSingleton<IHistoryReader>(new EngineHistoryReader(engine.Api));
        services.AddExecutions().AddExecutionReading();
        services.AddEngineConsoleApi();
        services.AddHostSignIn(settings with { Url = url }, credentials);
        services.AddHostFiltering(options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseHostFiltering();
        app.CountAsBusy(engine.Idle.Enter);
        app.UseSignIn();
        app.MapEngineConsoleApi();
        app.MapSignIn();
        app.MapWebApp(new WebFeaturesView(Orders: false, DemoClock: true, Events: false), stepFunctionsUrl);
        return app;
    }
}
