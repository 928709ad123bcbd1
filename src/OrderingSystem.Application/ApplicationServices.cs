using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Orders;

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
            .ValidateOnStart();

        services.AddSingleton<CarrierMonitor>();
        services.AddSingleton<CarrierAttempts>();
        services.AddSingleton<PlaceOrder>();
        services.AddSingleton<OrderQueries>();
        services.AddSingleton<DecideOrder>();
        services.AddSingleton<CustomerRegister>();
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
}
