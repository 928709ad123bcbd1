using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Lambdas.Tests.Functions;

/// <summary>The tasks, composed as the host composes them, over fakes of the ports.</summary>
internal static class TestServices
{
    public static ServiceProvider Build()
    {
        var clock = new FakeTimeProvider(Samples.Start);
        var services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<InMemoryOrderStore>()
            .AddSingleton<IOrderStore>(provider => provider.GetRequiredService<InMemoryOrderStore>())
            .AddSingleton<ICustomerStore, InMemoryCustomerStore>()
            .AddSingleton<INotificationLedger, InMemoryNotificationLedger>()
            .AddSingleton<FakeNotificationSender>()
            .AddSingleton<INotificationSender>(provider => provider.GetRequiredService<FakeNotificationSender>())
            .AddSingleton<IOrderWorkflow, FakeOrderWorkflow>()
            .AddSingleton<FakeCarrier>()
            .AddSingleton<ICarrierGateway>(provider => provider.GetRequiredService<FakeCarrier>())
            .AddApplication()
            .AddLambdas();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
