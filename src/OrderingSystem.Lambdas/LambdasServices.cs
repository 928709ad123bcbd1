using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Tasks.AskOperator;
using OrderingSystem.Lambdas.Tasks.AwaitCarrier;
using OrderingSystem.Lambdas.Tasks.BookShipment;
using OrderingSystem.Lambdas.Tasks.CancelShipment;
using OrderingSystem.Lambdas.Tasks.CheckShipment;
using OrderingSystem.Lambdas.Tasks.DecideBatch;
using OrderingSystem.Lambdas.Tasks.LoadCustomer;
using OrderingSystem.Lambdas.Tasks.NotifyCustomer;
using OrderingSystem.Lambdas.Tasks.ProbeCarrier;
using OrderingSystem.Lambdas.Tasks.RecordDecision;
using OrderingSystem.Lambdas.Tasks.RecordOrder;
using OrderingSystem.Lambdas.Tasks.RedriveBatch;
using OrderingSystem.Lambdas.Tasks.RejectOrder;
using OrderingSystem.Lambdas.Tasks.ReleaseOrders;

namespace OrderingSystem.Lambdas;

public static class LambdasServices
{
    /// <summary>The tasks of the state machines and their registry, <see cref="TaskFunctions"/>. Needs the application and its adapters.</summary>
    public static IServiceCollection AddLambdas(this IServiceCollection services) => services
        .AddSingleton<RecordOrderTask>()
        .AddSingleton<LoadCustomerTask>()
        .AddSingleton<BookShipmentTask>()
        .AddSingleton<CheckShipmentTask>()
        .AddSingleton<NotifyCustomerTask>()
        .AddSingleton<AskOperatorTask>()
        .AddSingleton<CancelShipmentTask>()
        .AddSingleton<RejectOrderTask>()
        .AddSingleton<AwaitCarrierTask>()
        .AddSingleton<ProbeCarrierTask>()
        .AddSingleton<ReleaseOrdersTask>()
        .AddSingleton<DecideBatchTask>()
        .AddSingleton<RecordDecisionTask>()
        .AddSingleton<RedriveBatchTask>()
        .AddSingleton<TaskFunctions>();
}
