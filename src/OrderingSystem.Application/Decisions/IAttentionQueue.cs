using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Decisions;

/// <summary>The orders that wait for an operator, the one that waits longest first. A view of the order table.</summary>
public interface IAttentionQueue
{
    /// <param name="before">Only orders that began to wait before.</param>
    Task<AttentionCount> CountAsync(AttentionFilter filter, DateTimeOffset before, CancellationToken cancellationToken);

    /// <param name="before">Only orders that began to wait before.</param>
    /// <param name="after">Only orders behind this place; null from the beginning.</param>
    Task<IReadOnlyList<AttentionPosition>> ReadAsync(
        AttentionFilter filter,
        DateTimeOffset before,
        AttentionPosition? after,
        int limit,
        CancellationToken cancellationToken);
}

/// <param name="Oldest">Null where none waits.</param>
public sealed record AttentionCount(int Orders, AttentionPosition? Oldest);
