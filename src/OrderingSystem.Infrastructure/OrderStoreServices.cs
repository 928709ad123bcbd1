using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Readiness;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Infrastructure.Notifications;
using OrderingSystem.Infrastructure.Stores.Sqlite;
using OrderingSystem.Infrastructure.Workflow;

namespace OrderingSystem.Infrastructure;

public static class OrderStoreServices
{
    /// <summary>Orders, customers, the notification ledger, the carrier gate and what waits for it in one SQLite file.</summary>
    public static IServiceCollection AddSqliteOrderStores(this IServiceCollection services, Action<SqliteStoreOptions> configure)
    {
        services.AddOptions<SqliteStoreOptions>()
            .Configure(configure)
            .Validate(options => options.Path.Length > 0, "Stores: Path names the database file.")
            .Validate(options => options.MaxWritesPerCommit > 0, "Stores: MaxWritesPerCommit is above zero.")
            .ValidateOnStart();
        services.AddSingleton<OrderDatabase>();
        services.AddSingleton<IOrderStore, SqliteOrderStore>();
        services.AddSingleton<ICustomerStore, SqliteCustomerStore>();
        services.AddSingleton<INotificationLedger, SqliteNotificationLedger>();
        services.AddSingleton<ICarrierGateStore, SqliteCarrierGateStore>();
        services.AddSingleton<IParkedOrderStore, SqliteParkedOrderStore>();
        services.AddSingleton<IBulkDecisionStore, SqliteBulkDecisionStore>();
        services.AddSingleton<IAttentionQueue, SqliteAttentionQueue>();
        services.AddSingleton<IAuditLog, SqliteAuditLog>();
        services.AddSingleton<IReadinessCheck, SqliteReadinessCheck>();
        return services;
    }

    /// <summary>E-mail through the configured server; with none configured, the outbox alone.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, Action<SmtpOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SmtpOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(options => !HasServer(options) || options.Port is > 0 and <= 65_535, "Notifications: Port is 1 to 65535.")
            .Validate(options => !HasServer(options) || options.From.IndexOf('@', StringComparison.Ordinal) > 0, "Notifications: From is an e-mail address.")
            .Validate(options => options.Timeout > TimeSpan.Zero, "Notifications: Timeout is above zero.")
            .ValidateOnStart();
        services.AddSingleton<SmtpNotificationSender>();
        services.AddSingleton<OutboxNotificationSender>();
        services.AddSingleton<INotificationSender>(provider =>
            HasServer(provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<SmtpOptions>>().Value)
                ? provider.GetRequiredService<SmtpNotificationSender>()
                : provider.GetRequiredService<OutboxNotificationSender>());
        return services;
    }

    /// <summary>Orders' executions through the registered <c>IAmazonStepFunctions</c>.</summary>
    public static IServiceCollection AddOrderWorkflow(this IServiceCollection services, Action<OrderWorkflowOptions> configure)
    {
        services.AddOptions<OrderWorkflowOptions>()
            .Configure(configure)
            .Validate(options => options.IsValid, "Workflow: each state machine is named by its ARN, without version or alias.")
            .ValidateOnStart();
        services.AddSingleton<IOrderWorkflow, StepFunctionsOrderWorkflow>();
        services.AddSingleton<IOrderProgressReader, StepFunctionsOrderProgress>();
        services.AddSingleton<ICompanionWorkflows, StepFunctionsCompanionWorkflows>();
        services.AddSingleton<IExecutionOperations, StepFunctionsExecutionOperations>();
        services.AddSingleton<IOwnStateMachines, OwnStateMachines>();
        return services.AddExecutionReading();
    }

    /// <summary>
    /// Executions through the registered <c>IAmazonStepFunctions</c>: of any state machine, unless an <see cref="IStateMachineDirectory"/> was registered before.
    /// </summary>
    public static IServiceCollection AddExecutionReading(this IServiceCollection services)
    {
        services.TryAddSingleton<IStateMachineDirectory, ListedStateMachines>();
        return services
            .AddSingleton<IExecutionReader, StepFunctionsExecutionReader>()
            .AddSingleton<IExecutionControl, StepFunctionsExecutionControl>()
            .AddSingleton<ICallbackTokens, StepFunctionsCallbackTokens>();
    }

    private static bool HasServer(SmtpOptions options) => !string.IsNullOrWhiteSpace(options.Host);
}
