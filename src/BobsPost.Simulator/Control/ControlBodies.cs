using BobsPost.Simulator.Faults;

namespace BobsPost.Simulator.Control;

/// <summary>The answer of <c>GET /simulator/faults</c>: the settings, the outages, and what the carrier's clock says.</summary>
internal sealed record FaultsView(
    double Rate,
    IReadOnlyList<FaultRule> Rules,
    double? RateLimitPerSecond,
    IReadOnlyList<Outage> Outages,
    DateTimeOffset Now);

/// <summary>The body of <c>POST /simulator/outages</c>.</summary>
/// <param name="From">Null for now.</param>
internal sealed record OutageRequest(DateTimeOffset? From, DateTimeOffset? To);
