using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Live;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application;

public static class ApplicationServices
{
    /// <summary>The use cases. Their ports (stores, workflow, carrier, sender) come from the adapters.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<FulfilmentOptions>()
            .Validate(
                options => options.AttemptHold > TimeSpan.Zero && options.DoubtSettlesAfter >= TimeSpan.Zero && options.NotificationHold > TimeSpan.Zero,
                "Fulfilment: AttemptHold and NotificationHold are above zero, DoubtSettlesAfter is not below it.")
            .Validate(
                options => options.SendWithin > TimeSpan.Zero && options.SendWithin <= options.AttemptHold,
                "Fulfilment: SendWithin is above zero and not above AttemptHold.")
            .ValidateOnStart();

        services.AddOptions<CarrierGateLimits>()
            .Validate(limits => limits.AreValid, "Carrier gate: counts and times are above zero, and no maximum is below what it bounds.")
            .ValidateOnStart();

        services.AddOptions<InvariantLimits>()
            .Validate(limits => limits.AreValid, "Invariants: Promise and LongestSilence are above zero, Grace is not below it.")
            .ValidateOnStart();

        services.AddSingleton<CheckInvariants>();
        services.AddSingleton<CarrierGateKeeper>();
        services.AddSingleton<CarrierProbe>();
        services.AddSingleton<CarrierWatches>();
        services.AddSingleton<ParkOrder>();
        services.AddSingleton<ProbeCarrier>();
        services.AddSingleton<ReleaseOrders>();
        services.AddSingleton<ProbeLog>();
        services.AddSingleton<OutageLog>();
        services.AddSingleton<OperateCarrier>();
        services.AddSingleton<CarrierAttempts>();
        services.AddSingleton<PlaceOrder>();
        services.AddSingleton<OrderQueries>();
        services.AddSingleton<WhereIsOrder>();
        services.AddSingleton<AddNote>();
        services.AddSingleton<DecideOrder>();
        services.AddSingleton<DecideMany>();
        services.AddSingleton<DecideBatch>();
        services.AddSingleton<CancelOrder>();
        services.AddSingleton<OperateExecution>();
        services.AddSingleton<RunAgain>();
        services.AddSingleton<RedriveBatch>();
        services.AddSingleton<RedriveMany>();
        services.AddSingleton<RecordDecision>();
        services.AddSingleton<CustomerRegister>();
        services.AddSingleton<EraseCustomer>();
        services.AddSingleton<RecordOrder>();
        services.AddSingleton<LoadCustomer>();
        services.AddSingleton<BookShipment>();
        services.AddSingleton<CheckShipment>();
        services.AddSingleton<NotifyCustomer>();
        services.AddSingleton<ConfirmCall>();
        services.AddSingleton<AskOperator>();
        services.AddSingleton<CancelShipment>();
        services.AddSingleton<RejectOrder>();
        services.AddSingleton<ICallbackRule, DecisionCallbackRule>();
        services.AddSingleton<ICallbackRule, ParkedCallbackRule>();
        services.AddSingleton<ICallbackSource, AttentionCallbackSource>();
        return services.AddExecutions(AttentionCallbackSource.OrderMachine, AttentionCallbackSource.CancelMachine);
    }

    /// <summary>Reading and resuming executions of any state machine. Its ports come from an adapter of the Step Functions API.</summary>
    /// <param name="covered">State machines whose callbacks another <see cref="ICallbackSource"/> lists.</param>
    public static IServiceCollection AddExecutions(this IServiceCollection services, params IReadOnlyList<string> covered)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ExecutionQueries>();
        services.TryAddSingleton<IHistoryReader, PagedHistoryReader>();
        services.AddSingleton<ResumeExecution>();
        services.AddSingleton<ICallbackRule, PlainCallbackRule>();
        services.AddSingleton<ICallbackSource>(provider => new ScannedCallbackSource(
            provider.GetRequiredService<IExecutionReader>(), provider.GetRequiredService<ResumeExecution>(), covered.ToHashSet(StringComparer.Ordinal)));
        return services;
    }

    /// <summary>Has the stores that were registered last tell the feed of their writes: call it after them, once, where one process makes all changes.</summary>
    public static IServiceCollection AddLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<LiveFeed>();
        services.Wrap<IOrderStore>((provider, inner) => new AnnouncingOrderStore(inner, provider.GetRequiredService<LiveFeed>()));
        services.Wrap<ICarrierGateStore>((provider, inner) => new AnnouncingCarrierGateStore(inner, provider.GetRequiredService<LiveFeed>()));
        services.Wrap<IParkedOrderStore>((provider, inner) => new AnnouncingParkedOrderStore(inner, provider.GetRequiredService<LiveFeed>()));
        return services;
    }

    /// <summary>Puts the gate before the carrier that was registered last: call it after the carrier's own registration, once.</summary>
    /// <exception cref="InvalidOperationException">No carrier is registered.</exception>
    public static IServiceCollection AddCarrierGate(this IServiceCollection services) => services.Wrap<ICarrierGateway>(
        (provider, carrier) => new GatedCarrierGateway(
            carrier, provider.GetRequiredService<CarrierGateKeeper>(), provider.GetRequiredService<IOptions<CarrierGateLimits>>()));

    /// <summary>Replaces the registration made last by one around it.</summary>
    /// <exception cref="InvalidOperationException">Nothing is registered to wrap.</exception>
    private static IServiceCollection Wrap<TService>(this IServiceCollection services, Func<IServiceProvider, TService, TService> around)
        where TService : class
    {
        var inner = services.LastOrDefault(service => service.ServiceType == typeof(TService) && !service.IsKeyedService)
            ?? throw new InvalidOperationException($"Register {typeof(TService).Name} before what wraps it.");
        services.Remove(inner);
        return services.AddSingleton(provider => around(
            provider,
            (TService)(inner.ImplementationInstance
                ?? inner.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }
}
