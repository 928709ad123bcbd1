using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SimpleEmailV2;
using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrderingSystem.Infrastructure;
using OrderingSystem.Lambdas.Composition;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Queues.SendEmail;
using OrderingSystem.Lambdas.Schedules.MeasureOrders;
using OrderingSystem.Lambdas.Tests.Functions;

namespace OrderingSystem.Lambdas.Tests.Composition;

public sealed class LambdaCompositionTests
{
    private static readonly AWSCredentials Anybody = new BasicAWSCredentials("nobody", "asks");

    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        [DeploymentVariables.OrdersTable] = "orders",
        [DeploymentVariables.OrderStateMachineArn] = "arn:aws:states:us-east-1:123456789012:stateMachine:order",
        [DeploymentVariables.CarrierUrl] = "https://carrier.example",
        [DeploymentVariables.NotificationTopicArn] = "arn:aws:sns:us-east-1:123456789012:notifications",
        [DeploymentVariables.EmailFrom] = "orders@example.com",
    };

    public static TheoryData<string> Handlers
    {
        get
        {
            using var services = TestServices.Build();
            return [.. services.GetRequiredService<TaskFunctions>().Names, SendEmailFunction.Name, MeasureOrdersFunction.Name];
        }
    }

    /// <summary>What is put together by reflection at the start makes the native executable slow, and nothing else says so.</summary>
    [Theory]
    [MemberData(nameof(Handlers))]
    public void GetLambdaHandler_NoOpenGenericsRegistered_IsMade(string handler)
    {
        var services = Compose(Variables);
        foreach (var open in services.Where(service => service.ServiceType.IsGenericTypeDefinition).ToList())
        {
            services.Remove(open);
        }

        using var provider = services.BuildServiceProvider();

        provider.GetLambdaHandler(handler).Should().NotBeNull();
    }

    [Theory]
    [InlineData(DeploymentVariables.OrdersTable, "*TableName*")]
    [InlineData(DeploymentVariables.OrderStateMachineArn, "*state machine*")]
    [InlineData(DeploymentVariables.CarrierUrl, "*BaseAddress*")]
    [InlineData(DeploymentVariables.NotificationTopicArn, "*TopicArn*")]
    [InlineData(DeploymentVariables.EmailFrom, "*From*")]
    public void GetLambdaHandler_VariableMissing_IsSaidAtTheStart(string variable, string message)
    {
        var others = Variables.Where(entry => entry.Key != variable).ToDictionary();
        using var provider = Compose(others).BuildServiceProvider();

        var get = () => provider.GetLambdaHandler("LoadCustomer");

        get.Should().Throw<OptionsValidationException>().WithMessage(message);
    }

    private static IServiceCollection Compose(Dictionary<string, string> variables) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton<IAmazonDynamoDB>(new AmazonDynamoDBClient(Anybody, RegionEndpoint.USEast1))
        .AddSingleton<IAmazonStepFunctions>(new AmazonStepFunctionsClient(Anybody, new AmazonStepFunctionsConfig { RegionEndpoint = RegionEndpoint.USEast1 }))
        .AddSingleton<IAmazonSimpleNotificationService>(
            new AmazonSimpleNotificationServiceClient(Anybody, new AmazonSimpleNotificationServiceConfig { RegionEndpoint = RegionEndpoint.USEast1 }))
        .AddSingleton<IAmazonSimpleEmailServiceV2>(
            new AmazonSimpleEmailServiceV2Client(Anybody, new AmazonSimpleEmailServiceV2Config { RegionEndpoint = RegionEndpoint.USEast1 }))
        .AddLambdaFunctions(variables.GetValueOrDefault);
}
