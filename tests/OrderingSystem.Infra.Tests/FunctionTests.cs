using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SimpleEmailV2;
using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Infrastructure;
using OrderingSystem.Lambdas.Composition;
using OrderingSystem.Lambdas.Queues.SendEmail;
using OrderingSystem.Lambdas.Schedules.MeasureOrders;

namespace OrderingSystem.Infra.Tests;

/// <summary>The functions fit the executable that they run, and the state machines that call them.</summary>
public sealed partial class FunctionTests(Synthesis synthesis)
{
    [Fact]
    public void EveryPlaceholder_InEveryDefinition_IsAFunctionWhoseHandlerTheExecutableAnswers()
    {
        var asked = Directory.EnumerateFiles(Synthesis.StateMachinesFolder, "*.asl.json")
            .SelectMany(file => Placeholder().Matches(File.ReadAllText(file)).Select(match => match.Groups["function"].Value))
            .ToHashSet();
        var deployed = Tasks().Select(function => (string)function.Properties.At("Handler")!).ToHashSet();

        deployed.Should().BeEquivalentTo([.. asked, SendEmailFunction.Name, MeasureOrdersFunction.Name]);
        Answered().Should().Contain(deployed);
    }

    [Fact]
    public void EveryFunction_Environment_IsWhatTheExecutableReads()
    {
        var read = typeof(DeploymentVariables).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(variable => variable != DeploymentVariables.CarrierSecretArn);

        foreach (var function in Tasks())
        {
            function.Properties.At("Environment", "Variables")!.AsObject().Select(variable => variable.Key).Should().Contain(read);
        }
    }

    /// <summary>Who calls the carrier is found by making each function; it alone knows the secret's name and may read it.</summary>
    [Fact]
    public void CarrierSecret_Readers_AreTheFunctionsThatCallTheCarrierAndTheAdminApi()
    {
        var callers = Tasks().Select(function => (string)function.Properties.At("Handler")!).Where(CallsCarrier).Append("AdminApi").ToList();

        var told = synthesis.ResourcesOf("AWS::Lambda::Function")
            .Where(function => function.Properties.At("Environment", "Variables", DeploymentVariables.CarrierSecretArn) is not null)
            .Select(function => (string)function.Properties.At("Handler")!);
        var statements = from policy in synthesis.ResourcesOf("AWS::IAM::Policy")
                         from statement in policy.Properties.At("PolicyDocument", "Statement").Many()
                         where statement.At("Action").Many().Any(action => ((string)action!).StartsWith("secretsmanager:", StringComparison.Ordinal))
                         select (Program: policy.Id[..policy.Id.IndexOf("Role", StringComparison.Ordinal)], Statement: statement);

        callers.Should().Contain(["BookShipment", "ProbeCarrier"]).And.NotContain("RecordOrder");
        told.Should().BeEquivalentTo(callers);
        statements.Select(entry => entry.Program).Should().BeEquivalentTo(callers);
        statements.Should().OnlyContain(entry =>
            (string?)entry.Statement.At("Action") == "secretsmanager:GetSecretValue" && (string?)entry.Statement.At("Resource") == Synthesis.Production.CarrierSecretArn);
    }

    [Fact]
    public void EveryDefinition_Arn_ReachesEveryFunctionThatMayCallIt()
    {
        var variables = StateMachineDefinition.ReadAll(Synthesis.StateMachinesFolder).Select(definition => definition.ArnVariable).ToList();

        typeof(DeploymentVariables).GetFields().Select(field => (string)field.GetRawConstantValue()!).Should().Contain(variables);
        foreach (var function in synthesis.ResourcesOf("AWS::Lambda::Function"))
        {
            function.Properties.At("Environment", "Variables")!.AsObject().Select(variable => variable.Key).Should().Contain(variables);
        }
    }

    [Fact]
    public void MeasureOrders_Schedule_CallsItEveryFiveMinutes()
    {
        var rule = synthesis.ResourcesOf("AWS::Events::Rule").Single(rule => rule.Properties.At("ScheduleExpression") is not null);

        ((string?)rule.Properties.At("ScheduleExpression")).Should().Be("rate(5 minutes)");
        rule.Properties.At("Targets").Many().Single().At("Arn")!.ToJsonString().Should().Contain("MeasureOrders");
    }

    [Fact]
    public void EveryFunction_Runtime_RunsNativeX64WithTracingAndItsOwnLogGroup()
    {
        foreach (var function in synthesis.ResourcesOf("AWS::Lambda::Function"))
        {
            ((string?)function.Properties.At("Runtime")).Should().Be("provided.al2023");
            ((string?)function.Properties.At("Architectures").Many().Single()).Should().Be("x86_64");
            ((string?)function.Properties.At("TracingConfig", "Mode")).Should().Be("Active");
            function.Properties.At("LoggingConfig", "LogGroup").Should().NotBeNull();
        }
    }

    [Fact]
    public void EveryTask_Timeout_EndsBeforeTheStateDoes()
    {
        var waits = StateMachineDefinition.ReadAll(Synthesis.StateMachinesFolder).SelectMany(definition => definition.Functions).ToLookup(entry => entry.Key, entry => entry.Value);

        foreach (var function in Tasks().Where(function => (string?)function.Properties.At("Handler") is not (SendEmailFunction.Name or MeasureOrdersFunction.Name)))
        {
            var timeout = (int)function.Properties.At("Timeout")!;
            waits[(string)function.Properties.At("Handler")!].Should().OnlyContain(seconds => timeout < seconds);
            timeout.Should().BePositive();
        }
    }

    [Fact]
    public void EveryDefinition_InTheTemplate_IsByteForByteTheFile()
    {
        var machines = synthesis.ResourcesOf("AWS::StepFunctions::StateMachine").ToDictionary(machine => (string)machine.Properties.At("StateMachineName")!);

        foreach (var definition in StateMachineDefinition.ReadAll(Synthesis.StateMachinesFolder))
        {
            var machine = machines[$"ordering-prod-{definition.Name}"];
            ((string?)machine.Properties.At("DefinitionString")).Should().Be(definition.Text);
            machine.Properties.At("DefinitionSubstitutions")!.AsObject().Select(entry => entry.Key)
                .Should().BeEquivalentTo(definition.Functions.Keys.Select(function => function + "FunctionArn"));
            ((string?)machine.Properties.At("StateMachineType")).Should().Be("STANDARD");
            ((string?)machine.Properties.At("LoggingConfiguration", "Level")).Should().Be("ALL");
            ((bool?)machine.Properties.At("LoggingConfiguration", "IncludeExecutionData")).Should().BeFalse();
            ((bool?)machine.Properties.At("TracingConfiguration", "Enabled")).Should().BeTrue();
        }

        machines.Should().HaveCount(Directory.EnumerateFiles(Synthesis.StateMachinesFolder, "*.asl.json").Count());
    }

    [Fact]
    public void NotificationQueue_VisibilityTimeout_IsSixTimesTheFunctionsOrMore()
    {
        var source = synthesis.ResourcesOf("AWS::Lambda::EventSourceMapping").Single();
        var function = Tasks().Single(function => (string?)function.Properties.At("Handler") == SendEmailFunction.Name);
        var queue = synthesis.ResourcesOf("AWS::SQS::Queue").Single(queue => queue.Properties.At("RedrivePolicy") is not null);

        ((int)queue.Properties.At("VisibilityTimeout")!).Should().BeGreaterThanOrEqualTo(6 * (int)function.Properties.At("Timeout")!);
        ((string?)source.Properties.At("FunctionResponseTypes").Many().Single()).Should().Be("ReportBatchItemFailures");
    }

    private static bool CallsCarrier(string handler)
    {
        var services = Composition();
        var carrier = services.Last(service => service.ServiceType == typeof(ICarrierGateway)).ImplementationFactory!;
        var isMade = false;
        using var provider = services.AddSingleton(made =>
        {
            isMade = true;
            return (ICarrierGateway)carrier(made);
        }).BuildServiceProvider();
        _ = provider.GetLambdaHandler(handler);
        return isMade;
    }

    private static IEnumerable<string> Answered()
    {
        using var provider = Composition().BuildServiceProvider();
        return [.. provider.GetHandlerNames()];
    }

    private static IServiceCollection Composition()
    {
        var credentials = new BasicAWSCredentials("local", "local");
        return new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton<IAmazonDynamoDB>(new AmazonDynamoDBClient(credentials, Amazon.RegionEndpoint.USEast1))
            .AddSingleton<IAmazonSimpleNotificationService>(
                new AmazonSimpleNotificationServiceClient(credentials, new AmazonSimpleNotificationServiceConfig { RegionEndpoint = Amazon.RegionEndpoint.USEast1 }))
            .AddSingleton<IAmazonStepFunctions>(
                new AmazonStepFunctionsClient(credentials, new AmazonStepFunctionsConfig { RegionEndpoint = Amazon.RegionEndpoint.USEast1 }))
            .AddSingleton<IAmazonSimpleEmailServiceV2>(
                new AmazonSimpleEmailServiceV2Client(credentials, new AmazonSimpleEmailServiceV2Config { RegionEndpoint = Amazon.RegionEndpoint.USEast1 }))
            .AddLambdaFunctions(name => name switch
            {
                DeploymentVariables.CarrierUrl => "https://api.bobspost.example",
                DeploymentVariables.EmailFrom => "orders@example.com",
                DeploymentVariables.OrderStateMachineArn or DeploymentVariables.CarrierWatchArn or DeploymentVariables.CancelOrderArn or DeploymentVariables.BulkDecisionArn => "arn:aws:states:us-east-1:123456789012:stateMachine:order",
                DeploymentVariables.NotificationTopicArn => "arn:aws:sns:us-east-1:123456789012:notifications",
                DeploymentVariables.BulkRedriveArn => null,
                DeploymentVariables.CarrierSecretArn => null,
                _ => "orders",
            });
    }

    private IEnumerable<Templates.Resource> Tasks() => synthesis.ResourcesOf("AWS::Lambda::Function").Where(function => function.Stack == "Functions");

    [GeneratedRegex(@"\$\{(?<function>\w+)FunctionArn\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
