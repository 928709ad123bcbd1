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
        Alarm("QueueAge", "The oldest notification has waited for half an hour.", messaging.Notifications.MetricApproximateAgeOfOldestMessage(Max()), 1_800, 1);
        if (api is not null)
        {
            Alarm("ApiFaults", "The admin API fails.", api.Function.Function.MetricErrors(Sum()), 5, 3);
        }

        var attention = Count("Attention", functions.Tasks["AskOperator"].LogGroup, FilterPattern.NumberValue("$.eventId", "=", 1001));
        Alarm("Attention", "An order waits for an operator.", attention, 1, 1);

        var unavailable = Count(
            "CarrierUnavailable",
            functions.Tasks["ProbeCarrier"].LogGroup,
            FilterPattern.StringValue("$.errorType", "=", "Carrier*"));

        // While the carrier is down orders are parked and only the watch asks, every fifteen minutes at the longest.
        Alarm("CarrierDown", "The carrier has been unavailable for an hour.", unavailable.With(new MetricOptions { Period = Duration.Minutes(30) }), 1, 2);

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
        Dashboard(messaging, functions, order, attention, unavailable);
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

    private void Alarm(string id, string description, IMetric metric, double threshold, int periods) =>
        new Alarm(this, id, new AlarmProps
        {
            AlarmName = _settings.Name(id),
            AlarmDescription = description,
            Metric = metric,
            Threshold = threshold,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = periods,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        }).AddAlarmAction(_toOps);

    private void Dashboard(MessagingStack messaging, FunctionsStack functions, StateMachine order, Metric attention, Metric unavailable)
    {
        var dashboard = new Dashboard(this, "Dashboard", new DashboardProps { DashboardName = _settings.Name("orders") });
        dashboard.AddWidgets(
            Graph("Orders", order.MetricStarted(Sum()), order.MetricSucceeded(Sum()), order.MetricFailed(Sum())),
            Graph("Carrier unavailable, orders that wait for an operator", unavailable, attention));
        dashboard.AddWidgets(
            Graph("Notifications waiting", messaging.Notifications.MetricApproximateNumberOfMessagesVisible(Max()), messaging.DeadLetters.MetricApproximateNumberOfMessagesVisible(Max())),
            Graph("Task durations", [.. functions.Tasks.Values.Select(task => task.Function.MetricDuration(new MetricOptions { Statistic = "p99", Period = FiveMinutes }))]));
    }

    private static GraphWidget Graph(string title, params IMetric[] metrics) =>
        new(new GraphWidgetProps { Title = title, Left = metrics, Width = 12 });
}
