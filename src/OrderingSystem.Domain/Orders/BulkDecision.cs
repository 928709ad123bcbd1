namespace OrderingSystem.Domain.Orders;

public enum BulkDecisionState
{
    Running,

    /// <summary>Somebody stopped it; what was decided stays decided.</summary>
    Stopped,

    /// <summary>No order is left that it was meant for.</summary>
    Finished,
}

/// <summary>One decision for many orders: a job that is carried out at a pace and that can be stopped.</summary>
/// <remarks>
/// It is meant for the orders that waited when it was made: one that asks again afterwards, because the decision did not help, is not decided
/// a second time.
/// </remarks>
public sealed record BulkDecision
{
    public const int MaxOrdersPerMinute = 6_000;

    /// <summary>Long enough for a history that grows by nine events per batch to be no burden.</summary>
    private static readonly TimeSpan BatchInterval = TimeSpan.FromSeconds(10);

    public required string JobId { get; init; }

    public required Decision Decision { get; init; }

    public required AttentionFilter Filter { get; init; }

    /// <summary>1 to <see cref="MaxOrdersPerMinute"/>.</summary>
    public required int OrdersPerMinute { get; init; }

    public BulkDecisionState State { get; init; }

    /// <summary>How many orders waited when it was made.</summary>
    public required int Total { get; init; }

    public int Decided { get; init; }

    /// <summary>Somebody was faster, or the wait was renewed in that moment.</summary>
    public int Superseded { get; init; }

    /// <summary>The decision did not fit the order.</summary>
    public int NotPossible { get; init; }

    /// <summary>Where it stands in the queue; null before the first batch.</summary>
    public AttentionPosition? Position { get; init; }

    public DateTimeOffset? NextBatchAt { get; init; }

    /// <summary>When it was stopped or finished.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? StoppedBy { get; init; }

    /// <summary>Counts the committed changes; 0 for a job that was never stored.</summary>
    public long Version { get; init; }

    /// <summary>How many orders one batch decides.</summary>
    public int BatchSize => Math.Max(1, (int)(OrdersPerMinute * BatchInterval.TotalMinutes));

    /// <summary>Reserves a batch, so that a run that is repeated does not double the pace. The job is running.</summary>
    public BulkDecision BeginBatch(DateTimeOffset now) => this with { NextBatchAt = now + TimeSpan.FromMinutes((double)BatchSize / OrdersPerMinute) };

    public BulkDecision Stop(string by, DateTimeOffset at) => State == BulkDecisionState.Running
        ? this with { State = BulkDecisionState.Stopped, StoppedBy = by, EndedAt = at }
        : this;

    public BulkDecision Finish(DateTimeOffset at) => State == BulkDecisionState.Running
        ? this with { State = BulkDecisionState.Finished, EndedAt = at }
        : this;
}

/// <summary>Which orders that wait for an operator. Null means "any".</summary>
/// <param name="State">The state that could not go on, for example <c>BookShipment</c>.</param>
/// <param name="Error">The error name, for example <c>BookingRefusedException</c>.</param>
/// <param name="Since">Only those that wait since then or longer.</param>
public sealed record AttentionFilter(string? State = null, string? Error = null, DateTimeOffset? Since = null);

/// <summary>A place in the queue of orders that wait for an operator, which is sorted by these two.</summary>
public sealed record AttentionPosition(DateTimeOffset Since, OrderId OrderId);
