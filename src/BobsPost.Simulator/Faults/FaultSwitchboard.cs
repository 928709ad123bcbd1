using System.Text.Json;

namespace BobsPost.Simulator.Faults;

/// <summary>Decides what each request meets, from the settings, the outages, the time, the seed and the request's number.</summary>
internal sealed class FaultSwitchboard(SeededDraws draws, FaultSettings settings, IReadOnlyList<Outage> outages)
{
    /// <summary>The <see cref="Fault.Name"/> of all that happens in an outage.</summary>
    public const string OutageName = "outage";

    private static readonly FaultKind[] s_kinds = Enum.GetValues<FaultKind>();
    private static readonly FaultKind[] s_kindsOutsideBooking = [.. s_kinds.Where(kind => !MeetsBookingsOnly(kind))];

    // What a whole outage looks like from outside; weights by repetition.
    private static readonly FaultKind[] s_outageKinds = [FaultKind.ConnectionReset, FaultKind.ConnectionReset, FaultKind.Unavailable, FaultKind.Html];

    private static readonly Dictionary<FaultKind, string> s_names =
        s_kinds.ToDictionary(kind => kind, kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));

    private readonly Lock _gate = new();
    private readonly RateLimit _rateLimit = new();
    private volatile FaultSettings _settings = settings;
    private volatile Outage[] _outages = [.. outages];

    public FaultSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    public IReadOnlyList<Outage> Outages => _outages;

    public void AddOutage(Outage outage)
    {
        lock (_gate)
        {
            _outages = [.. _outages, outage];
        }
    }

    public void ClearOutages()
    {
        lock (_gate)
        {
            _outages = [];
        }
    }

    /// <param name="number">The request's number, unique in the carrier's life.</param>
    /// <returns>Null where the request meets no fault.</returns>
    public Fault? Decide(long number, DateTimeOffset now, bool isBooking)
    {
        if (Array.Exists(_outages, outage => outage.IsOpenAt(now)))
        {
            var kind = s_outageKinds[draws.Next(SeededDraws.Stream.OutageAnswer, number, s_outageKinds.Length)];
            return new Fault(kind, OutageName, CarriedOut: false, draws.Next(SeededDraws.Stream.FaultVariant, number));
        }

        var current = _settings;
        if (current.RateLimitPerSecond is { } perSecond && !_rateLimit.Admits(now, perSecond))
        {
            return new Fault(FaultKind.Throttled, "rate-limit", CarriedOut: false, draws.Next(SeededDraws.Stream.FaultVariant, number));
        }

        return Struck(current, number, now, isBooking) is { } struck
            ? new Fault(
                struck,
                s_names[struck],
                draws.Next(SeededDraws.Stream.FaultCarriedOut, number) < 0.5,
                draws.Next(SeededDraws.Stream.FaultVariant, number))
            : null;
    }

    private FaultKind? Struck(FaultSettings current, long number, DateTimeOffset now, bool isBooking)
    {
        for (var index = 0; index < (current.Rules?.Count ?? 0); index++)
        {
            var rule = current.Rules![index];
            if (rule.IsOpenAt(now)
                && (isBooking || !MeetsBookingsOnly(rule.Kind))
                && draws.Next(SeededDraws.Stream.FirstRule + index, number) < rule.Rate)
            {
                return rule.Kind;
            }
        }

        if (draws.Next(SeededDraws.Stream.FaultStrikes, number) >= current.Rate)
        {
            return null;
        }

        var kinds = isBooking ? s_kinds : s_kindsOutsideBooking;
        return kinds[draws.Next(SeededDraws.Stream.FaultKind, number, kinds.Length)];
    }

    private static bool MeetsBookingsOnly(FaultKind kind) =>
        kind is FaultKind.BookedAnswerLost or FaultKind.CancelledShipment or FaultKind.ForeignShipment;
}
