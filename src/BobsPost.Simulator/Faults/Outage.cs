namespace BobsPost.Simulator.Faults;

/// <summary>A time in which nothing of the carrier answers, by the carrier's clock.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record Outage(DateTimeOffset From, DateTimeOffset To)
{
    internal bool IsOpenAt(DateTimeOffset now) => now >= From && now < To;
}
