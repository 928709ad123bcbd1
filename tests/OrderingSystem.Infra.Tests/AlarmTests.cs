using System.Text.Json.Nodes;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Lambdas.Schedules.MeasureOrders;

namespace OrderingSystem.Infra.Tests;

/// <summary>What wakes an operator.</summary>
public sealed class AlarmTests(Synthesis synthesis)
{
    [Fact]
    public void Alarms_All_ReachTheOperatorsTopic() =>
        Alarms().Values.Should().NotBeEmpty().And.OnlyContain(alarm => alarm.At("AlarmActions") is JsonArray);

    [Fact]
    public void EveryMachine_FailureAndTimeout_IsAnAlarm()
    {
        var machines = StateMachineDefinition.ReadAll(Synthesis.StateMachinesFolder).Select(definition => definition.PascalName);

        Alarms().Keys.Should().Contain(machines.SelectMany(machine => new[] { $"ordering-prod-{machine}Failed", $"ordering-prod-{machine}TimedOut" }));
    }

    [Fact]
    public void OldestOpenOrder_Alarm_StandsOnWhatTheScheduleMeasuresAndOnItsSilence()
    {
        var alarm = Alarm("OldestOpenOrder");

        ShouldMeasure(alarm, MeasureOrdersFunction.OldestOpenOrderAge);
        ((double)alarm.At("Threshold")!).Should().Be(new InvariantLimits().Promise.TotalSeconds);
        ((string?)alarm.At("TreatMissingData")).Should().Be("breaching");
    }

    [Fact]
    public void CarrierDown_Alarm_IsAGateThatKeepsOrdersBackForAnHour()
    {
        var alarm = Alarm("CarrierDown");

        ShouldMeasure(alarm, MeasureOrdersFunction.CarrierDownAge);
        ((double)alarm.At("Threshold")!).Should().Be(3_600);
    }

    [Fact]
    public void CarrierSilent_Alarm_CountsRunsOfEveryFunctionThatCallsTheCarrierAndPollsAsAnswers()
    {
        var metrics = Alarm("CarrierSilent").At("Metrics")!.ToJsonString();

        foreach (var function in new[] { "BookShipment", "CheckShipment", "ProbeCarrier" })
        {
            metrics.Should().Contain(function);
        }

        metrics.Should().Contain("prod.ShipmentPending");
        var filter = synthesis.ResourcesOf("AWS::Logs::MetricFilter").Single(filter => filter.Id.StartsWith("ShipmentPending", StringComparison.Ordinal));
        ((string?)filter.Properties.At("FilterPattern")).Should().Be("""{ $.errorType = "ShipmentPendingException" }""");
    }

    [Fact]
    public void DeadLetters_Alarms_TellOfTheFirstAndOfOneThatNobodyLooksAt()
    {
        ((string?)Alarm("DeadLetters").At("MetricName")).Should().Be("ApproximateNumberOfMessagesVisible");
        ((string?)Alarm("DeadLetterAge").At("MetricName")).Should().Be("ApproximateAgeOfOldestMessage");
        ((double)Alarm("DeadLetterAge").At("Threshold")!).Should().BeLessThan(TimeSpan.FromDays(14).TotalSeconds);
    }

    private static void ShouldMeasure(JsonNode alarm, string metric)
    {
        ((string?)alarm.At("MetricName")).Should().Be(metric);
        ((string?)alarm.At("Namespace")).Should().Be(EmbeddedMetrics.Namespace);
        var dimension = alarm.At("Dimensions").Many().Single();
        ((string?)dimension.At("Name"), (string?)dimension.At("Value")).Should().Be((EmbeddedMetrics.StageDimension, "prod"));
        ((int)alarm.At("Period")!).Should().Be(300);
    }

    private JsonNode Alarm(string id) => Alarms()[$"ordering-prod-{id}"];

    private Dictionary<string, JsonNode> Alarms() => synthesis.ResourcesOf("AWS::CloudWatch::Alarm")
        .ToDictionary(alarm => (string)alarm.Properties.At("AlarmName")!, alarm => alarm.Properties!, StringComparer.Ordinal);
}
