using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrderingSystem.Application.Telemetry;

/// <summary>
/// What this system tells of itself, by the runtime's own means; who wants to hear it subscribes to <see cref="Name"/>. Without a subscriber a span is
/// not made and a measurement is not kept. Names and units: <c>docs/operations.md</c>. No value is ever personal data, a task token or free text.
/// </summary>
public static class OrderingTelemetry
{
    /// <summary>Of the activity source and of the meters.</summary>
    public const string Name = "OrderingSystem";

    public const string OrderIdTag = "ordering.order.id";
    public const string TaskTag = "ordering.task";
    public const string OutcomeTag = "ordering.outcome";
    public const string OperationTag = "ordering.carrier.operation";
    public const string KindTag = "ordering.notification.kind";
    public const string ChannelTag = "ordering.notification.channel";

    /// <summary>The outcome of what was not thrown out of.</summary>
    public const string Succeeded = "ok";

    /// <summary>The outcome of telling a customer whom somebody is to call.</summary>
    public const string ToCall = "to-call";

    private static readonly Meter Instruments = new(Name);

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Seconds that a task ran, by <see cref="TaskTag"/> and <see cref="OutcomeTag"/>: <see cref="Succeeded"/>, or the error's name.</summary>
    public static Histogram<double> TaskDuration { get; } =
        Instruments.CreateHistogram<double>("ordering.task.duration", "s", "How long a task of a state machine ran");

    /// <summary>Seconds until the carrier's client had an answer, its own retries included, by <see cref="OperationTag"/> and <see cref="OutcomeTag"/>.</summary>
    public static Histogram<double> CarrierCallDuration { get; } =
        Instruments.CreateHistogram<double>("ordering.carrier.call.duration", "s", "How long a call of the carrier took, with its retries");

    /// <summary>By <see cref="KindTag"/>, <see cref="ChannelTag"/> and <see cref="OutcomeTag"/>.</summary>
    public static Counter<long> NotificationAttempts { get; } =
        Instruments.CreateCounter<long>("ordering.notification.attempts", "{attempt}", "Attempts to tell a customer");
}
