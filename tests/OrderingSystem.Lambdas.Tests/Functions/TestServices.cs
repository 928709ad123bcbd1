using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Lambdas.Tests.Functions;

/// <summary>The tasks, composed as the host composes them, over fakes of the ports.</summary>
internal static class TestServices
{
    /// <param name="configure">Registers what is to take the place of a fake.</param>
    public static ServiceProvider Build(Action<IServiceCollection>? configure = null)
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
            .AddSingleton(provider => (IOrderProgressReader)provider.GetRequiredService<IOrderWorkflow>())
            .AddSingleton<FakeCarrier>()
            .AddSingleton<ICarrierGateway>(provider => provider.GetRequiredService<FakeCarrier>())
            .AddSingleton<InMemoryCarrierGateStore>()
            .AddSingleton<ICarrierGateStore>(provider => provider.GetRequiredService<InMemoryCarrierGateStore>())
            .AddSingleton<InMemoryParkedOrderStore>()
            .AddSingleton<IParkedOrderStore>(provider => provider.GetRequiredService<InMemoryParkedOrderStore>())
            .AddSingleton<IBulkDecisionStore, InMemoryBulkDecisionStore>()
            .AddSingleton<IAttentionQueue, InMemoryAttentionQueue>()
            .AddSingleton<ICompanionWorkflows, FakeCompanionWorkflows>()
            .AddSingleton<IExecutionOperations, FakeExecutionOperations>()
            .AddSingleton<IExecutionReader, FakeExecutionReader>() // the tasks read no histories
            .AddSingleton<ICallbackTokens, FakeExecutionReader>()
            .AddCarrierGate()
            .AddApplication()
            .AddLambdas();
        configure?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
