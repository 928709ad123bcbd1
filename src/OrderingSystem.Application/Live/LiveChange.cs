namespace OrderingSystem.Application.Live;

public enum LiveKind
{
    /// <summary><see cref="LiveChange.Key"/> is the order id.</summary>
    Order,

    /// <summary>The carrier's gate, or who waits for it.</summary>
    Carrier,

    /// <summary>The demo clock was moved.</summary>
    Clock,
}

/// <summary>Something changed; what it is now, the reader asks.</summary>
/// <param name="Sequence">Counts the changes of this process, from 1.</param>
public sealed record LiveChange(long Sequence, LiveKind Kind, string Key);
