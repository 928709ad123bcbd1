using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Decisions;

/// <summary>The orders that wait for an operator, the one that waits longest first. A view of the order table.</summary>
public interface IAttentionQueue
{
    /// <param name="waitingSince">Only orders that waited then.</param>
    Task<AttentionCount> CountAsync(AttentionFilter filter, DateTimeOffset waitingSince, CancellationToken cancellationToken);

    /// <param name="waitingSince">Only orders that waited then.</param>
    /// <param name="after">Only orders behind this place; null from the beginning.</param>
    Task<IReadOnlyList<AttentionPosition>> ReadAsync(
        AttentionFilter filter,
        DateTimeOffset waitingSince,
        AttentionPosition? after,
        int limit,
        CancellationToken cancellationToken);
}

/// <param name="Oldest">Null where none waits.</param>
public sealed record AttentionCount(int Orders, AttentionPosition? Oldest);
