namespace OrderingSystem.Application.Fulfilment;

public sealed class FulfilmentOptions
{
    /// <summary>
    /// How long one run has an order's dealings with the carrier to itself. Longer than the longest run: the task's TimeoutSeconds and the
    /// Lambda function's timeout are below it.
    /// </summary>
    public TimeSpan AttemptHold { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A booking request that has not left so long after it was marked as leaving is held back: its sender was suspended. Well below
    /// <see cref="DoubtSettlesAfter"/>, so that what leaves in the last moment has arrived before anybody believes that there is nothing.
    /// </summary>
    public TimeSpan SendWithin { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How old a request in doubt must be before "I have no such shipment" is believed: it may still be under way inside the carrier.
    /// </summary>
    public TimeSpan DoubtSettlesAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one run has the sending of a notification to itself.</summary>
    public TimeSpan NotificationHold { get; set; } = TimeSpan.FromMinutes(2);
}
