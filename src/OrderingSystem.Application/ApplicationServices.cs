using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Invariants;
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
        services.AddSingleton<AskOperator>();
        services.AddSingleton<CancelShipment>();
        services.AddSingleton<RejectOrder>();
        return services;
    }

    /// <summary>Puts the gate before the carrier that was registered last: call it after the carrier's own registration, once.</summary>
    /// <exception cref="InvalidOperationException">No carrier is registered.</exception>
    public static IServiceCollection AddCarrierGate(this IServiceCollection services)
    {
        var carrier = services.LastOrDefault(service => service.ServiceType == typeof(ICarrierGateway))
            ?? throw new InvalidOperationException("Register the carrier before its gate.");
        services.Remove(carrier);
        return services.AddSingleton<ICarrierGateway>(provider => new GatedCarrierGateway(
            (ICarrierGateway)(carrier.ImplementationInstance
                ?? carrier.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, carrier.ImplementationType!)),
            provider.GetRequiredService<CarrierGateKeeper>(),
            provider.GetRequiredService<IOptions<CarrierGateLimits>>()));
    }
}
