using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Application;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Infrastructure;
using OrderingSystem.Infrastructure.Carriers.BobsPost;
using OrderingSystem.Infrastructure.Notifications;
using OrderingSystem.Infrastructure.Stores.DynamoDb;
using OrderingSystem.Infrastructure.Workflow;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Queues.SendEmail;
using OrderingSystem.Lambdas.Runtime;
using OrderingSystem.Lambdas.Schedules.MeasureOrders;

namespace OrderingSystem.Lambdas.Composition;

/// <summary>The functions over the adapters of AWS.</summary>
public static class LambdaComposition
{
    /// <summary>Registers everything that a function may need; what one does not need is not made.</summary>
    /// <param name="variable">Reads an environment variable; <see cref="DeploymentVariables"/> has their names.</param>
    public static IServiceCollection AddLambdaFunctions(this IServiceCollection services, Func<string, string?> variable)
    {
        services.AddApplication();
        services.AddLambdas();
        services.AddAwsOrderSide(variable);
        services.AddSnsNotifications(options =>
        {
            options.TopicArn = variable(DeploymentVariables.NotificationTopicArn) ?? string.Empty;
            options.SendsTextMessages = variable(DeploymentVariables.TextMessages) == "true";
        });
        services.AddSesDelivery(options => options.From = variable(DeploymentVariables.EmailFrom) ?? string.Empty);
        services.AddSingleton(provider => new SendEmailFunction(
            provider.GetRequiredKeyedService<INotificationLedger>(AwsAdapterServices.Delivery),
            provider.GetRequiredKeyedService<INotificationSender>(AwsAdapterServices.Delivery),
            provider.GetRequiredService<IOptions<FulfilmentOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SendEmailFunction>>()));
        services.AddSingleton(_ => new EmbeddedMetrics(Console.OpenStandardOutput(), variable(DeploymentVariables.Stage) ?? string.Empty));
        services.AddSingleton<MeasureOrdersFunction>();
        return services
            .CloseStartupValidation()
            .CloseOptions<FulfilmentOptions>()
            .CloseOptions<CarrierGateLimits>()
            .CloseOptions<InvariantLimits>()
            .CloseOptions<DynamoDbStoreOptions>()
            .CloseOptions<BobsPostOptions>()
            .CloseOptions<OrderWorkflowOptions>()
            .CloseOptions<SnsNotificationOptions>()
            .CloseOptions<SesNotificationOptions>()
            .CloseLogger<TaskFunctions>()
            .CloseLogger<AskOperator>()
            .CloseLogger<ParkOrder>()
            .CloseLogger<ReleaseOrders>()
            .CloseLogger<SendEmailFunction>();
    }

    /// <summary>The function that a handler name selects: a task of the state machines, the consumer of the queue, or what the schedule calls.</summary>
    /// <exception cref="UnknownHandlerException">There is none of this name.</exception>
    /// <exception cref="OptionsValidationException">Its environment variables do not fit.</exception>
    public static LambdaHandler GetLambdaHandler(this IServiceProvider provider, string handler)
    {
        provider.GetService<IStartupValidator>()?.Validate();
        switch (handler)
        {
            case SendEmailFunction.Name:
                var sendEmail = provider.GetRequiredService<SendEmailFunction>();
                return (payloadJson, _, cancellationToken) => sendEmail.HandleAsync(payloadJson, cancellationToken);
            case MeasureOrdersFunction.Name:
                var measureOrders = provider.GetRequiredService<MeasureOrdersFunction>();
                return (_, _, cancellationToken) => measureOrders.HandleAsync(cancellationToken);
            default:
                return provider.GetRequiredService<TaskFunctions>().Find(handler) is { } task
                    ? (payloadJson, _, cancellationToken) => task(payloadJson, cancellationToken)
                    : throw new UnknownHandlerException($"'{handler}' is none of: {string.Join(", ", provider.GetHandlerNames().Order())}.");
        }
    }

    /// <summary>Every handler name that the executable answers.</summary>
    public static IEnumerable<string> GetHandlerNames(this IServiceProvider provider) =>
        [.. provider.GetRequiredService<TaskFunctions>().Names, SendEmailFunction.Name, MeasureOrdersFunction.Name];
}
