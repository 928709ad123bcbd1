using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryAttentionQueue(IOrderStore orders) : IAttentionQueue
{
    public async Task<AttentionCount> CountAsync(AttentionFilter filter, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var waiting = await ReadAsync(filter, before, null, int.MaxValue, cancellationToken);
        return new AttentionCount(waiting.Count, waiting.Count > 0 ? waiting[0] : null);
    }

    public async Task<IReadOnlyList<AttentionPosition>> ReadAsync(
        AttentionFilter filter,
        DateTimeOffset before,
        AttentionPosition? after,
        int limit,
        CancellationToken cancellationToken)
    {
        var all = await orders.ListAsync(new OrderFilter(Attention: true), new PageRequest(int.MaxValue - 1), cancellationToken);
        return
        [
            .. all.Items
                .Where(order => order.Attention is { IsCall: false } attention
                    && attention.Since < before
                    && (filter.Since is null || attention.Since <= filter.Since)
                    && (filter.State ?? attention.State) == attention.State
                    && (filter.Error ?? attention.Error) == attention.Error)
                .Select(order => new AttentionPosition(order.Attention!.Since, order.OrderId))
                .Where(position => after is null || Compare(position, after) > 0)
                .Order(Comparer<AttentionPosition>.Create(Compare))
                .Take(limit),
        ];
    }

    private static int Compare(AttentionPosition one, AttentionPosition other) =>
        one.Since.CompareTo(other.Since) is not 0 and var bySince ? bySince : string.CompareOrdinal(one.OrderId.Value, other.OrderId.Value);
}
