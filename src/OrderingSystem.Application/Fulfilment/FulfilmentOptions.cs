namespace OrderingSystem.Application.Fulfilment;

public sealed class FulfilmentOptions
{
    /// <summary>
    /// How long one run has an order's dealings with the carrier to itself. Longer than the longest run: the task's TimeoutSeconds and the
    /// Lambda function's timeout are below it.
    /// </summary>
    public TimeSpan AttemptHold { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How old a request in doubt must be before "I have no such shipment" is believed: it may still be under way inside the carrier.
    /// </summary>
    public TimeSpan DoubtSettlesAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one run has the sending of a notification to itself.</summary>
    public TimeSpan NotificationHold { get; set; } = TimeSpan.FromMinutes(2);
}
