using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Carriers;

/// <summary>An execution that waits until the carrier answers again.</summary>
public sealed record ParkedOrder
{
    /// <summary>The execution that waits: the order's own, or the one that cancels it.</summary>
    public required string ExecutionName { get; init; }

    public required OrderId OrderId { get; init; }

    /// <summary>The state that found the carrier down, and that runs again afterwards.</summary>
    public required string State { get; init; }

    /// <summary>The outage under which it parked last.</summary>
    public required string OutageId { get; init; }

    public required TaskToken Token { get; init; }

    /// <summary>When it began to wait; a new token does not change it. The oldest is let go first.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>It is not let go before; null where it may go as soon as the carrier answers.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How often in a row it was let go and came back, or failed while the carrier answered others.</summary>
    public int Rounds { get; init; }

    /// <summary>Null while it waits.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Parks an execution again.</summary>
    /// <param name="earlier">What is known of it from before; null where it never parked.</param>
    /// <param name="carrierAnswersOthers">It failed by itself, while the carrier answers: it waits a while longer each time.</param>
    public static ParkedOrder Park(ParkedOrder parked, ParkedOrder? earlier, bool carrierAnswersOthers, CarrierGateLimits limits)
    {
        if (earlier is { ReleasedAt: null })
        {
            return parked with { ParkedAt = earlier.ParkedAt, Rounds = earlier.Rounds, NotBefore = earlier.NotBefore };
        }

        // Who was let go in vain comes back soon; who comes back much later had answers in between.
        var cameBack = earlier?.ReleasedAt + limits.SettleTime + limits.MaxRoundPause > parked.ParkedAt;
        var rounds = cameBack ? earlier!.Rounds + 1 : carrierAnswersOthers ? 1 : 0;
        return parked with
        {
            Rounds = rounds,
            NotBefore = carrierAnswersOthers
                ? parked.ParkedAt + CarrierGateLimits.Doubled(limits.FirstRoundPause, rounds - 1, limits.MaxRoundPause)
                : null,
        };
    }
}
