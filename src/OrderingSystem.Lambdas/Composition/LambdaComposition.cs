using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Application;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Infrastructure;
using OrderingSystem.Infrastructure.Carriers.BobsPost;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Queues.SendEmail;
using OrderingSystem.Lambdas.Runtime;

namespace OrderingSystem.Lambdas.Composition;

/// <summary>The functions over the adapters of AWS.</summary>
public static class LambdaComposition
{
    /// <summary>Registers everything that a function may need; what one does not need is not made.</summary>
    /// <param name="variable">Reads an environment variable; <see cref="LambdaSettings"/> has their names.</param>
    public static IServiceCollection AddLambdaFunctions(this IServiceCollection services, Func<string, string?> variable)
    {
        services.AddApplication();
        services.AddLambdas();
        services.AddDynamoDbOrderStores(options => options.TableName = variable(LambdaSettings.OrdersTable) ?? string.Empty);
        services.AddSnsNotifications(options => options.TopicArn = variable(LambdaSettings.NotificationTopicArn) ?? string.Empty);
        services.AddBobsPost(options => options.BaseAddress = Uri.TryCreate(variable(LambdaSettings.CarrierUrl), UriKind.Absolute, out var url) ? url : null);
        services.AddCarrierGate();
        services.AddStepFunctionsClient();
        services.AddOrderWorkflow(options =>
        {
            options.StateMachineArn = variable(LambdaSettings.OrderStateMachineArn) ?? string.Empty;
            options.CarrierWatchArn = variable(LambdaSettings.CarrierWatchArn) ?? string.Empty;
            options.CancelOrderArn = variable(LambdaSettings.CancelOrderArn) ?? string.Empty;
            options.BulkDecisionArn = variable(LambdaSettings.BulkDecisionArn) ?? string.Empty;
            options.BulkRedriveArn = variable(LambdaSettings.BulkRedriveArn) ?? string.Empty;
        });
        services.AddSesDelivery(options => options.From = variable(LambdaSettings.EmailFrom) ?? string.Empty);
        services.AddSingleton(provider => new SendEmailFunction(
            provider.GetRequiredKeyedService<INotificationLedger>(AwsAdapterServices.Delivery),
            provider.GetRequiredKeyedService<INotificationSender>(AwsAdapterServices.Delivery),
            provider.GetRequiredService<IOptions<FulfilmentOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SendEmailFunction>>()));
        return services;
    }

    /// <summary>The function that a handler name selects: a task of the state machines, or a consumer of a queue.</summary>
    /// <exception cref="UnknownHandlerException">There is none of this name.</exception>
    /// <exception cref="OptionsValidationException">Its environment variables do not fit.</exception>
    public static LambdaHandler GetLambdaHandler(this IServiceProvider provider, string handler)
    {
        provider.GetService<IStartupValidator>()?.Validate();
        if (handler == SendEmailFunction.Name)
        {
            var sendEmail = provider.GetRequiredService<SendEmailFunction>();
            return (payloadJson, _, cancellationToken) => sendEmail.HandleAsync(payloadJson, cancellationToken);
        }

        var functions = provider.GetRequiredService<TaskFunctions>().Functions;
        return functions.TryGetValue(handler, out var function)
            ? (payloadJson, _, cancellationToken) => function(payloadJson, cancellationToken)
            : throw new UnknownHandlerException($"'{handler}' is none of: {string.Join(", ", functions.Keys.Append(SendEmailFunction.Name).Order())}.");
    }
}
