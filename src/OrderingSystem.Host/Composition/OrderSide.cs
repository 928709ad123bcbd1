using Amazon.Runtime;
using Amazon.StepFunctions;
using BobsPost.Simulator;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderingSystem.AdminApi;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.Application;
using OrderingSystem.Application.Clock;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Live;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Engine;
using OrderingSystem.Host.Clock;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Host.Telemetry;
using OrderingSystem.Identity;
using OrderingSystem.Infrastructure;
using OrderingSystem.Infrastructure.Carriers.BobsPost;
using OrderingSystem.Infrastructure.Notifications;
using OrderingSystem.Infrastructure.Workflow;
using OrderingSystem.Lambdas;

namespace OrderingSystem.Host.Composition;

/// <summary>
/// Builds the order side: admin API, tasks, stores, the carrier's client. It speaks to the engine at its address, and directly where that would cost too much.
/// </summary>
internal static class OrderSide
{
    /// <param name="simulator">The carrier, where it runs in this process: then it can be switched off, and the invariants are checked against its ledger.</param>
    public static WebApplication Build(
        HostSettings settings, Credentials credentials, DemoClock clock, EmbeddedEngine engine, RequestsUnderWay requests, Uri stepFunctionsUrl, Uri carrierUrl, SimulatorServer? simulator)
    {
        var builder = Servers.CreateBuilder(settings.Url, settings.Tls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.LimitForAdminApi());
        builder.AddHostTelemetry(settings.Telemetry).Logging.WrittenAs(settings.Log);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IDemoClock>(provider => new HostClock(clock, settings.Clock, engine, provider.GetRequiredService<LiveFeed>()));
        services.AddSqliteOrderStores(options => options.Path = Path.Combine(settings.DataFolder, DataFiles.Orders));
        services.AddNotifications(options => Configure(options, settings.Smtp));
        services.AddBobsPost(options => Configure(options, carrierUrl, settings), PipelineClock(settings.Clock, clock));
        services.AddCarrierGate();
        services.AddLiveEvents();
        if (simulator is not null)
        {
            services.AddSingleton<IOutsideRecords>(new SimulatorRecords(simulator));
            services.AddSingleton<IDemoCarrier>(new SimulatedCarrier(simulator, clock));
        }

        services.AddOrderWorkflow(options => options.StateMachineArn = StateMachineInstaller.StateMachineArn("order"));
        services.AddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(
            new BasicAWSCredentials(credentials.Aws.AccessKeyId, credentials.Aws.SecretAccessKey),
            new AmazonStepFunctionsConfig { ServiceURL = stepFunctionsUrl.AbsoluteUri, AuthenticationRegion = credentials.Aws.Region }));
        services.AddSingleton<IHistoryReader>(new EngineHistoryReader(engine.Api));
        services.AddSingleton<StepFunctionsOrderWorkflow>();
        services.Replace(ServiceDescriptor.Singleton<IOrderWorkflow>(provider => new EngineOrderWorkflow(
            engine.Api, provider.GetRequiredService<StepFunctionsOrderWorkflow>(), provider.GetRequiredService<IOptions<OrderWorkflowOptions>>())));
        services.AddApplication();
        services.AddLambdas();
        services.AddAdminApi();
        services.AddHostSignIn(settings, credentials);

        // A web page elsewhere may have its own name resolve to this machine and so talk to it from a visitor's browser; it cannot change the Host header.
        services.AddHostFiltering(options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]", settings.Url.Host]);
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseHostFiltering();
        if (settings.Tls is not null)
        {
            app.UseHsts();
        }

        if (settings.WebOrigin is not null)
        {
            app.UseCors();
        }

        app.CountAsBusy(engine.Idle.Enter);
        app.UseSignIn();
        app.MapAdminApi();
        requests.Count(app);
        app.MapSignIn();
        app.MapWebApp(new WebFeaturesView(Orders: true, DemoClock: true, Events: true), stepFunctionsUrl);
        return app;
    }

    /// <summary>The seconds within one call of the carrier: those of the host, unless idle time is skipped.</summary>
    private static TimeProvider PipelineClock(ClockMode mode, DemoClock clock) =>
        mode.Skips ? new CallClock(clock, TimeProvider.System, HostSettings.CarrierSecondsFactor) : clock;

    private static void Configure(BobsPostOptions options, Uri carrierUrl, HostSettings settings)
    {
        options.BaseAddress = carrierUrl;
        options.ApiKey = settings.CarrierKey;
        if (settings.Clock.Skips)
        {
            // The pause between two attempts of one call is idle time, too, yet the clock cannot skip it while the call is under way.
            options.RetryDelay = TimeSpan.FromMilliseconds(10);
            options.MaxRetryDelay = TimeSpan.FromMilliseconds(200);
        }
    }

    private static void Configure(SmtpOptions options, SmtpSettings? smtp)
    {
        if (smtp is null)
        {
            return;
        }

        options.Host = smtp.Server;
        options.Port = smtp.Port;
        options.Security = smtp.Security;
        options.From = smtp.From;
        options.UserName = smtp.Username;
        options.Password = smtp.Password;
    }
}
