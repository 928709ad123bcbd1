using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SimpleEmailV2;
using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderingSystem.Application;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Readiness;
using OrderingSystem.Infrastructure.Carriers.BobsPost;
using OrderingSystem.Infrastructure.Carriers.Keys;
using OrderingSystem.Infrastructure.Notifications;
using OrderingSystem.Infrastructure.Stores.DynamoDb;
using OrderingSystem.Infrastructure.Workflow;

namespace OrderingSystem.Infrastructure;

/// <summary>
/// The adapters of the deployment on AWS. Region, credentials and endpoints come from the environment, as in any program that uses the SDK:
/// <c>AWS_REGION</c>, the execution role, and <c>AWS_ENDPOINT_URL_…</c> for tests.
/// </summary>
public static class AwsAdapterServices
{
    /// <summary>The key under which the e-mail sender's ledger and sender are registered.</summary>
    public const string Delivery = "delivery";

    /// <summary>
    /// What every function of the deployment and its admin API have in common: stores, the carrier behind its gate, the state machines. Notifications are
    /// with whoever sends them.
    /// </summary>
    /// <param name="variable">Reads an environment variable; <see cref="DeploymentVariables"/> has their names.</param>
    public static IServiceCollection AddAwsOrderSide(this IServiceCollection services, Func<string, string?> variable)
    {
        services.AddDynamoDbOrderStores(options => options.TableName = variable(DeploymentVariables.OrdersTable) ?? string.Empty);
        if (variable(DeploymentVariables.CarrierSecretArn) is { Length: > 0 } secretArn)
        {
            services.AddCarrierSecret(secretArn);
        }

        services.AddBobsPost(options => options.BaseAddress = Uri.TryCreate(variable(DeploymentVariables.CarrierUrl), UriKind.Absolute, out var url) ? url : null);
        services.AddCarrierGate();
        services.AddStepFunctionsClient();
        services.AddSingleton<IStateMachineDirectory, ConfiguredStateMachines>();
        return services.AddOrderWorkflow(options =>
        {
            options.StateMachineArn = variable(DeploymentVariables.OrderStateMachineArn) ?? string.Empty;
            options.CarrierWatchArn = variable(DeploymentVariables.CarrierWatchArn) ?? string.Empty;
            options.CancelOrderArn = variable(DeploymentVariables.CancelOrderArn) ?? string.Empty;
            options.BulkDecisionArn = variable(DeploymentVariables.BulkDecisionArn) ?? string.Empty;
            options.BulkRedriveArn = variable(DeploymentVariables.BulkRedriveArn) ?? string.Empty;
        });
    }

    /// <summary>The carrier's key from Secrets Manager.</summary>
    public static IServiceCollection AddCarrierSecret(this IServiceCollection services, string secretArn)
    {
        services.TryAddSingleton<IAmazonSecretsManager>(_ => new AmazonSecretsManagerClient(InRegion(new AmazonSecretsManagerConfig())));
        return services.AddSingleton<ICarrierKey>(provider =>
            new SecretCarrierKey(provider.GetRequiredService<IAmazonSecretsManager>(), secretArn, TimeProvider.System));
    }

    /// <summary>Orders, customers, the notification ledger, the carrier gate and what waits for it in one DynamoDB table.</summary>
    public static IServiceCollection AddDynamoDbOrderStores(this IServiceCollection services, Action<DynamoDbStoreOptions> configure)
    {
        services.AddOptions<DynamoDbStoreOptions>()
            .Configure(configure)
            .Validate(options => options.TableName.Length > 0, "Stores: TableName names the DynamoDB table.")
            .ValidateOnStart();
        services.TryAddSingleton<IAmazonDynamoDB>(_ => new OrderTableClient());
        services.AddSingleton<IOrderStore, DynamoDbOrderStore>();
        services.AddSingleton<ICustomerStore, DynamoDbCustomerStore>();
        services.AddSingleton<INotificationLedger>(provider => LedgerOf(provider, LedgerKind.Notification));
        services.AddKeyedSingleton<INotificationLedger>(Delivery, (provider, _) => LedgerOf(provider, LedgerKind.Delivery));
        services.AddSingleton<ICarrierGateStore, DynamoDbCarrierGateStore>();
        services.AddSingleton<IParkedOrderStore, DynamoDbParkedOrderStore>();
        services.AddSingleton<IBulkDecisionStore, DynamoDbBulkDecisionStore>();
        services.AddSingleton<IAttentionQueue, DynamoDbAttentionQueue>();
        services.AddSingleton<IAuditLog, DynamoDbAuditLog>();
        services.AddSingleton<IReadinessCheck, DynamoDbReadinessCheck>();
        return services;
    }

    /// <summary>Notifications through an SNS topic.</summary>
    public static IServiceCollection AddSnsNotifications(this IServiceCollection services, Action<SnsNotificationOptions> configure)
    {
        services.AddOptions<SnsNotificationOptions>()
            .Configure(configure)
            .Validate(options => options.TopicArn.StartsWith("arn:", StringComparison.Ordinal), "Notifications: TopicArn is the ARN of an SNS topic.")
            .ValidateOnStart();
        services.TryAddSingleton<IAmazonSimpleNotificationService>(
            _ => new AmazonSimpleNotificationServiceClient(InRegion(new AmazonSimpleNotificationServiceConfig())));
        services.AddSingleton<INotificationSender, SnsNotificationSender>();
        return services;
    }

    /// <summary>The e-mail sender behind the queue: SES.</summary>
    public static IServiceCollection AddSesDelivery(this IServiceCollection services, Action<SesNotificationOptions> configure)
    {
        services.AddOptions<SesNotificationOptions>()
            .Configure(configure)
            .Validate(options => options.From.IndexOf('@', StringComparison.Ordinal) > 0, "Notifications: From is an e-mail address.")
            .ValidateOnStart();
        services.TryAddSingleton<IAmazonSimpleEmailServiceV2>(
            _ => new AmazonSimpleEmailServiceV2Client(InRegion(new AmazonSimpleEmailServiceV2Config())));
        services.AddKeyedSingleton<INotificationSender, SesNotificationSender>(Delivery);
        return services;
    }

    /// <summary>The Step Functions client for <see cref="OrderStoreServices.AddOrderWorkflow"/>.</summary>
    public static IServiceCollection AddStepFunctionsClient(this IServiceCollection services)
    {
        services.TryAddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(InRegion(new AmazonStepFunctionsConfig())));
        return services;
    }

    private static DynamoDbNotificationLedger LedgerOf(IServiceProvider provider, LedgerKind kind) => new(
        provider.GetRequiredService<IAmazonDynamoDB>(), provider.GetRequiredService<IOptions<DynamoDbStoreOptions>>(), kind);

    /// <summary>Our clients do not search for a region by themselves, as the SDK's do.</summary>
    private static TConfig InRegion<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint ??= FallbackRegionFactory.GetRegionEndpoint();
        return config;
    }
}
