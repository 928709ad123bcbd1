using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.StepFunctions;
using Constructs;
using OrderingSystem.Infra.Constructs;
using Metric = Amazon.CDK.AWS.CloudWatch.Metric;
using MetricProps = Amazon.CDK.AWS.CloudWatch.MetricProps;

namespace OrderingSystem.Infra.Stacks;

/// <summary>What wakes an operator, and where to look.</summary>
public sealed class ObservabilityStack : Stack
{
    private const string Namespace = "Ordering";

    /// <summary>As long as an order may stand still before the invariants speak of it; a test compares.</summary>
    private const int OldestOpenOrderDays = 14;

    private const int SecondsPerDay = 86_400;

    private static readonly string[] EndedBadly = ["FAILED", "TIMED_OUT", "ABORTED"];

    private static readonly Duration FiveMinutes = Duration.Minutes(5);

    private readonly DeploymentSettings _settings;
    private readonly SnsAction _toOps;

    internal ObservabilityStack(
        Construct scope, DeploymentSettings settings, MessagingStack messaging, FunctionsStack functions, WorkflowStack workflow, ApiStack? api)
        : base(scope, "Observability", StackNames.Props(settings, "observability", "Alarms, events and the dashboard of the ordering system."))
    {
        _settings = settings;
        _toOps = new SnsAction(messaging.OpsTopic);

        foreach (var machine in workflow.StateMachines)
        {
            var id = machine.Node.Id;
            Alarm($"{id}Failed", "An execution failed: a bug, to be redriven once it is mended.", machine.MetricFailed(Sum()), 1, 1);
            Alarm($"{id}TimedOut", "An execution ran for a year.", machine.MetricTimedOut(Sum()), 1, 1);
        }

        Alarm("DeadLetters", "Notifications that could not be delivered wait in the dead-letter queue.", messaging.DeadLetters.MetricApproximateNumberOfMessagesVisible(Max()), 1, 1);
        Alarm("DeadLetterAge", "A dead letter has waited for a day: it is lost after 14.", messaging.DeadLetters.MetricApproximateAgeOfOldestMessage(Max()), SecondsPerDay, 1);
        Alarm("QueueAge", "The oldest notification has waited for half an hour.", messaging.Notifications.MetricApproximateAgeOfOldestMessage(Max()), 1_800, 1);
        if (api is not null)
        {
            Alarm("ApiFaults", "The admin API fails.", api.Function.Function.MetricErrors(Sum()), 5, 3);
        }

        var attention = Count("Attention", functions.Tasks["AskOperator"].LogGroup, FilterPattern.NumberValue("$.eventId", "=", 1001));
        Alarm("Attention", "An order waits for an operator.", attention, 1, 1);

        // Written by MeasureOrders. Where nothing comes, nobody knows: that is an alarm, too.
        var oldest = Measured("OldestOpenOrderAge");
        Alarm("OldestOpenOrder", "An order has been open for 14 days, or nothing measures it.", oldest, OldestOpenOrderDays * SecondsPerDay, 3, TreatMissingData.BREACHING);
        var carrierDown = Measured("CarrierDownAge");
        Alarm("CarrierDown", "The gate has kept orders from the carrier for an hour: it is down, or held by hand.", carrierDown, 3_600, 1);
        Alarm("CarrierSilent", "The carrier was called, and for an hour none of the calls was answered.", NoneAnswered(functions), 1, 1);

        // Seen from the executions: orders start, and for six hours none ends.
        var order = workflow.StateMachines.Single(machine => machine.Node.Id == "Order");
        Alarm("NothingShips", "Orders are placed, and for six hours none has been completed.", NoneCompleted(order), 1, 1);

        _ = new Rule(this, "Ended", new RuleProps
        {
            RuleName = settings.Name("executions-ended-badly"),
            Description = "Names the execution that failed, was stopped or timed out.",
            EventPattern = new EventPattern
            {
                Source = ["aws.states"],
                DetailType = ["Step Functions Execution Status Change"],
                Detail = new Dictionary<string, object>
                {
                    ["status"] = EndedBadly,
                    ["stateMachineArn"] = workflow.StateMachines.Select(machine => machine.StateMachineArn).ToArray(),
                },
            },
            Targets = [new SnsTopic(messaging.OpsTopic)],
        });
        Dashboard(messaging, functions, order, attention, oldest, carrierDown);
    }

    private static MetricOptions Sum() => new() { Statistic = "Sum", Period = FiveMinutes };

    private static MetricOptions Max() => new() { Statistic = "Maximum", Period = FiveMinutes };

    private static MathExpression NoneCompleted(StateMachine order) => new(new MathExpressionProps
    {
        Expression = "IF(FILL(started, 0) > 0 AND FILL(succeeded, 0) < 1, 1, 0)",
        Label = "Started and none completed",
        Period = Duration.Hours(6),
        UsingMetrics = new Dictionary<string, IMetric>
        {
            ["started"] = order.MetricStarted(new MetricOptions { Statistic = "Sum", Period = Duration.Hours(6) }),
            ["succeeded"] = order.MetricSucceeded(new MetricOptions { Statistic = "Sum", Period = Duration.Hours(6) }),
        },
    });

    /// <summary>
    /// Calls of the carrier are the runs of three functions. A run that ends without an error had an answer; so had one that says that the shipment is
    /// still to come, which Lambda counts as an error.
    /// </summary>
    private MathExpression NoneAnswered(FunctionsStack functions)
    {
        var hour = Duration.Hours(1);
        var pending = Count(
            "ShipmentPending", functions.Tasks["CheckShipment"].LogGroup, FilterPattern.StringValue("$.errorType", "=", "ShipmentPendingException"));
        var metrics = new Dictionary<string, IMetric> { ["pending"] = pending.With(new MetricOptions { Statistic = "Sum", Period = hour }) };
        foreach (var (id, function) in new[] { ("book", "BookShipment"), ("check", "CheckShipment"), ("probe", "ProbeCarrier") })
        {
            metrics[id + "Runs"] = functions.Tasks[function].Function.MetricInvocations(new MetricOptions { Statistic = "Sum", Period = hour });
            metrics[id + "Errors"] = functions.Tasks[function].Function.MetricErrors(new MetricOptions { Statistic = "Sum", Period = hour });
        }

        const string runs = "FILL(bookRuns, 0) + FILL(checkRuns, 0) + FILL(probeRuns, 0)";
        const string errors = "FILL(bookErrors, 0) + FILL(checkErrors, 0) + FILL(probeErrors, 0)";
        return new MathExpression(new MathExpressionProps
        {
            Expression = $"IF({runs} > 0 AND {runs} - ({errors}) + FILL(pending, 0) < 1, 1, 0)",
            Label = "Called and never answered",
            Period = hour,
            UsingMetrics = metrics,
        });
    }

    /// <summary>What MeasureOrders writes as embedded metrics.</summary>
    private Metric Measured(string name) => new(new MetricProps
    {
        Namespace = Namespace,
        MetricName = name,
        DimensionsMap = new Dictionary<string, string> { ["Stage"] = _settings.Stage },
        Statistic = "Maximum",
        Period = Duration.Minutes(FunctionsStack.MeasureEveryMinutes),
    });

    /// <summary>Counts log lines, by a metric filter.</summary>
    private Metric Count(string name, ILogGroup logs, IFilterPattern pattern)
    {
        var metric = $"{_settings.Stage}.{name}";
        _ = new MetricFilter(this, name + "Filter", new MetricFilterProps
        {
            LogGroup = logs,
            FilterPattern = pattern,
            MetricNamespace = Namespace,
            MetricName = metric,
            MetricValue = "1",
            DefaultValue = 0,
        });
        return new Metric(new MetricProps { Namespace = Namespace, MetricName = metric, Statistic = "Sum", Period = FiveMinutes });
    }

    private void Alarm(
        string id, string description, IMetric metric, double threshold, int periods, TreatMissingData missing = TreatMissingData.NOT_BREACHING) =>
        new Alarm(this, id, new AlarmProps
        {
            AlarmName = _settings.Name(id),
            AlarmDescription = description,
            Metric = metric,
            Threshold = threshold,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = periods,
            TreatMissingData = missing,
        }).AddAlarmAction(_toOps);

    private void Dashboard(MessagingStack messaging, FunctionsStack functions, StateMachine order, Metric attention, Metric oldest, Metric carrierDown)
    {
        var dashboard = new Dashboard(this, "Dashboard", new DashboardProps { DashboardName = _settings.Name("orders") });
        dashboard.AddWidgets(
            Graph("Orders", order.MetricStarted(Sum()), order.MetricSucceeded(Sum()), order.MetricFailed(Sum())),
            Graph("Orders that wait for an operator", attention));
        dashboard.AddWidgets(Graph("Age of the oldest open order (s)", oldest), Graph("Outage of the carrier (s)", carrierDown));
        dashboard.AddWidgets(
            Graph("Notifications waiting", messaging.Notifications.MetricApproximateNumberOfMessagesVisible(Max()), messaging.DeadLetters.MetricApproximateNumberOfMessagesVisible(Max())),
            Graph("Task durations", [.. functions.Tasks.Values.Select(task => task.Function.MetricDuration(new MetricOptions { Statistic = "p99", Period = FiveMinutes }))]));
    }

    private static GraphWidget Graph(string title, params IMetric[] metrics) =>
        new(new GraphWidgetProps { Title = title, Left = metrics, Width = 12 });
}
