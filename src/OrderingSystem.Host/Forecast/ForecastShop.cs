using Amazon.Runtime;
using Amazon.StepFunctions;
using OrderingSystem.Application;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Engine;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Host.Clock;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Infrastructure;
using OrderingSystem.Infrastructure.Stores.SampleData;
using OrderingSystem.Lambdas;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Host.Forecast;

/// <summary>
/// A shop on one design: the real definitions, tasks, stores and engine, the engine in memory and its idle time skipped; reached through its own
/// Step Functions endpoint, as anywhere else. Only the carrier is made up.
/// </summary>
internal sealed class ForecastShop : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _endpoint;
    private readonly ServiceProvider _services;
    private readonly Task _skipping;

    private ForecastShop(EmbeddedEngine engine, DemoClock clock, WebApplication endpoint, ServiceProvider services, ForecastCarrier carrier, CountedFunctions functions)
    {
        (Engine, Clock, _endpoint, _services, Carrier, Functions) = (engine, clock, endpoint, services, carrier, functions);
        _skipping = new IdleSkipper(clock, engine).RunAsync(_stopping.Token);
    }

    public EmbeddedEngine Engine { get; }

    public DemoClock Clock { get; }

    public ForecastCarrier Carrier { get; }

    public CountedFunctions Functions { get; }

    /// <param name="folder">For the order side's database.</param>
    public static async Task<ForecastShop> StartAsync(ForecastDesign design, string folder, CancellationToken cancellationToken)
    {
        var settings = new HostSettings(folder, AnyPort, AnyPort, AnyPort, null, ClockMode.Skip, SampleData: true, 0, CarrierForgetsKeys: false, 1, null);
        var credentials = CredentialsFile.ReadOrCreate(folder, HostSettings.Region);
        var clock = new DemoClock(TimeProvider.System);
        var late = new LateFunctions();
        var functions = new CountedFunctions(new InProcessFunctions(late, TaskScheduler.Default), clock);
        var engine = await EngineSide.StartAsync(new InMemoryExecutionStore(), clock, functions, eventsWebhook: null, retention: null, cancellationToken);
        var endpoint = EngineSide.BuildEndpoint(settings, credentials, engine);
        await endpoint.StartAsync(cancellationToken);
        var carrier = new ForecastCarrier(clock);
        var services = Compose(design, settings, credentials, clock, carrier, Servers.AddressOf(endpoint));
        late.Set(services.GetRequiredService<TaskFunctions>());

        var installer = new StateMachineInstaller(services.GetRequiredService<IAmazonStepFunctions>());
        await installer.InstallAsync("order", design.Definition, cancellationToken);
        await installer.InstallAsync("carrier-watch", cancellationToken);
        await SampleCustomers.SeedAsync(services.GetRequiredService<ICustomerStore>(), cancellationToken);
        return new ForecastShop(engine, clock, endpoint, services, carrier, functions);
    }

    /// <summary>Takes Bob's Post down and places orders in that moment.</summary>
    /// <returns>When Bob's Post is back.</returns>
    public async Task<DateTimeOffset> PlaceAsync(int orders, TimeSpan outage, CancellationToken cancellationToken)
    {
        using var busy = Engine.Idle.Enter(); // the clock stands still until all are placed
        var downUntil = Clock.GetUtcNow() + outage;
        Carrier.DownUntil = downUntil;
        Functions.DownUntil = downUntil;
        var place = _services.GetRequiredService<PlaceOrder>();
        await Parallel.ForAsync(0, orders, cancellationToken, async (number, token) =>
        {
            var customer = SampleCustomers.All[number % SampleCustomers.All.Count].CustomerId.Value;
            var command = new PlaceOrderCommand($"forecast-{number}", customer, [new OrderItem("Parcel", 1)], null, "forecast");
            _ = await place.RunAsync(command, token) as PlaceOrderResult.Accepted
                ?? throw new InvalidOperationException($"Order {number} of the forecast was not accepted.");
        });
        return downUntil;
    }

    public Task<OrderCounts> CountAsync(CancellationToken cancellationToken) => _services.GetRequiredService<IOrderStore>().CountAsync(cancellationToken);

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
        await Engine.DisposeAsync();
        await _services.DisposeAsync();
        _stopping.Dispose();
    }

    private static Uri AnyPort { get; } = new("http://127.0.0.1:0");

    private static ServiceProvider Compose(
        ForecastDesign design, HostSettings settings, Credentials credentials, DemoClock clock, ForecastCarrier carrier, Uri stepFunctionsUrl)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddHostConsole().SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Error)); // orders that wait for the carrier are what this is about
        services.AddSingleton<TimeProvider>(clock);
        services.AddSqliteOrderStores(options => options.Path = Path.Combine(settings.DataFolder, "orders.db"));
        services.AddNotifications();
        services.AddSingleton<ICarrierGateway>(carrier);
        if (design.HasGate)
        {
            services.AddCarrierGate();
        }

        services.AddOrderWorkflow(options => options.StateMachineArn = StateMachineInstaller.StateMachineArn("order"));
        services.AddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(
            new BasicAWSCredentials(credentials.Aws.AccessKeyId, credentials.Aws.SecretAccessKey),
            new AmazonStepFunctionsConfig { ServiceURL = stepFunctionsUrl.AbsoluteUri, AuthenticationRegion = credentials.Aws.Region }));
        return services.AddApplication().AddLambdas().BuildServiceProvider();
    }
}
