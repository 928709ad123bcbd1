using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.EventSources;
using Constructs;
using OrderingSystem.Infra.Constructs;

namespace OrderingSystem.Infra.Stacks;

/// <summary>One function for each that a definition names, and the e-mail sender; all from one asset.</summary>
public sealed class FunctionsStack : Stack
{
    /// <summary>The state waits longer than the function runs, so that the function's own error is what the state machine sees.</summary>
    private const int StateMarginSeconds = 5;

    /// <summary>For a state that waits for a task token: the function only stores it.</summary>
    private const int LongestTimeoutSeconds = 85;

    private const int MeasureOrdersTimeoutSeconds = 30;

    /// <summary>Alarms count on it.</summary>
    public const int MeasureEveryMinutes = 5;

    private readonly Dictionary<string, NativeFunction> _tasks = new(StringComparer.Ordinal);

    internal FunctionsStack(
        Construct scope,
        DeploymentSettings settings,
        DeploymentAssets assets,
        IReadOnlyList<StateMachineDefinition> definitions,
        DataStack data,
        MessagingStack messaging)
        : base(scope, "Functions", StackNames.Props(settings, "functions", "The tasks of the state machines and the e-mail sender."))
    {
        var code = Code.FromAsset(assets.LambdaFolder);
        var environment = new Dictionary<string, string>
        {
            ["STAGE"] = settings.Stage,
            ["ORDERS_TABLE"] = data.OrdersTable.TableName,
            ["CARRIER_URL"] = settings.CarrierUrl,
            ["NOTIFICATION_TOPIC_ARN"] = messaging.NotificationTopic.TopicArn,
            ["EMAIL_FROM"] = settings.EmailFrom,
        };
        if (settings.SendsTextMessages)
        {
            environment["TEXT_MESSAGES"] = "true";
        }

        StateMachineArns.AddTo(environment, this, settings, definitions);

        foreach (var (function, waitSeconds) in Shortest(definitions))
        {
            var needs = TaskFunctions.Of(function);
            _tasks.Add(function, new NativeFunction(this, function, settings, new NativeFunctionProps(
                code, needs.Description, Math.Min(waitSeconds - StateMarginSeconds, LongestTimeoutSeconds),
                needs.CallsCarrier ? CarrierSecrets.AddTo(environment, settings) : environment)
            {
                ReservedConcurrency = needs.ReservedConcurrency,
                Statements = StatementsFor(needs, settings, definitions, data, messaging),
            }));
        }

        SendEmail = new NativeFunction(this, "SendEmail", settings, new NativeFunctionProps(
            code, "Delivers queued notifications by e-mail.", MessagingStack.SendEmailTimeoutSeconds, environment)
        {
            Statements = [Statements.Items(data.OrdersTable), Statements.Allow(["ses:SendEmail"], IdentityArns(settings))],
        });
        SendEmail.Function.AddEventSource(new SqsEventSource(messaging.Notifications, new SqsEventSourceProps
        {
            BatchSize = 10,
            MaxConcurrency = 5, // SES sends 14 messages a second until it is asked for more
            ReportBatchItemFailures = true,
        }));

        MeasureOrders = new NativeFunction(this, "MeasureOrders", settings, new NativeFunctionProps(
            code, "Measures the oldest open order and the carrier's outage.", MeasureOrdersTimeoutSeconds, environment)
        {
            Statements = [Statements.Allow(["dynamodb:GetItem"], data.OrdersTable.TableArn), Statements.Lists(data.OrdersTable)],
        });
        _ = new Rule(this, "MeasureOrdersRule", new RuleProps
        {
            RuleName = settings.Name("measure-orders"),
            Description = "Calls MeasureOrders.",
            Schedule = Schedule.Rate(Duration.Minutes(MeasureEveryMinutes)),
            Targets = [new LambdaFunction(MeasureOrders.Function)],
        });
    }

    /// <summary>By the name in the placeholders: <c>BookShipment</c>.</summary>
    public IReadOnlyDictionary<string, NativeFunction> Tasks => _tasks;

    public NativeFunction SendEmail { get; }

    public NativeFunction MeasureOrders { get; }

    private static SortedDictionary<string, int> Shortest(IEnumerable<StateMachineDefinition> definitions)
    {
        var shortest = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (function, seconds) in definitions.SelectMany(definition => definition.Functions))
        {
            shortest[function] = Math.Min(shortest.GetValueOrDefault(function, int.MaxValue), seconds);
        }

        return shortest;
    }

    private PolicyStatement[] StatementsFor(
        TaskNeeds needs, DeploymentSettings settings, IReadOnlyList<StateMachineDefinition> definitions, DataStack data, MessagingStack messaging)
    {
        var statements = new List<PolicyStatement> { Statements.Items(data.OrdersTable) };
        if (needs.Lists)
        {
            statements.Add(Statements.Lists(data.OrdersTable));
        }

        if (needs.CallsCarrier)
        {
            statements.AddRange(CarrierSecrets.MayRead(settings));
        }

        if (needs.Publishes)
        {
            statements.AddRange(Statements.Publish(messaging.NotificationTopic, messaging.Key));
            if (settings.SendsTextMessages)
            {
                statements.Add(Statements.TextMessages());
            }
        }

        if (needs.Parks)
        {
            statements.Add(Statements.Parked(data.OrdersTable));
        }

        if (needs.StartsExecutions)
        {
            var companions = definitions.Where(definition => definition.Name != "order").ToList();
            statements.Add(Statements.Allow(
                ["states:StartExecution"], [.. companions.Select(definition => StateMachineArns.Of(this, settings, definition.Name))]));
            statements.Add(Statements.Allow(
                ["states:DescribeExecution"], [.. companions.Select(definition => StateMachineArns.ExecutionsOf(this, settings, definition.Name))]));
        }

        if (needs.RedrivesExecutions)
        {
            statements.Add(Statements.Allow(
                ["states:ListExecutions"], [.. definitions.Select(definition => StateMachineArns.Of(this, settings, definition.Name))]));
            statements.Add(Statements.Allow(
                ["states:DescribeExecution", "states:RedriveExecution"],
                [.. definitions.Select(definition => StateMachineArns.ExecutionsOf(this, settings, definition.Name))]));
        }

        if (needs.SendsTaskResults)
        {
            statements.Add(Statements.Allow(
                ["states:SendTaskFailure", "states:SendTaskSuccess"],
                [.. definitions.Select(definition => StateMachineArns.Of(this, settings, definition.Name))]));
        }

        return [.. statements];
    }

    /// <summary>The address's own identity, or its domain's, whichever is verified.</summary>
    private string[] IdentityArns(DeploymentSettings settings) =>
    [
        .. new[] { settings.EmailFrom, settings.EmailFrom[(settings.EmailFrom.IndexOf('@', StringComparison.Ordinal) + 1)..] }
            .Select(identity => FormatArn(new ArnComponents { Service = "ses", Resource = "identity", ResourceName = identity })),
    ];
}
