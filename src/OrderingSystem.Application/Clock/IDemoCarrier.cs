namespace OrderingSystem.Application.Clock;

/// <summary>A carrier that is simulated, as far as people may switch it.</summary>
public interface IDemoCarrier
{
    /// <summary>When the outage ends that was switched on here, or that stands now; null where there is none.</summary>
    DateTimeOffset? DownUntil { get; }

    /// <summary>From now on nothing of it answers, for so long.</summary>
    Task GoDownAsync(TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>It answers again.</summary>
    Task ComeBackAsync(CancellationToken cancellationToken);
}
