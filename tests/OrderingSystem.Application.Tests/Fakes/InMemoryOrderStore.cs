using System.Globalization;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryOrderStore : IOrderStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OrderId, (Order Order, List<TimelineEntry> Timeline)> _rows = [];

    /// <summary>Called before each write; may throw, as a process dies.</summary>
    public Action? BeforeWrite { get; set; }

    /// <summary>Which orders wait for the carrier: the parked executions' store knows.</summary>
    public Func<OrderId, bool> IsParked { get; set; } = _ => false;

    public Task<Order?> FindAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.TryGetValue(orderId, out var row) ? row.Order : null);
        }
    }

    public Task<bool> TryAddAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke();
        lock (_gate)
        {
            return Task.FromResult(_rows.TryAdd(order.OrderId, (order with { Version = 1 }, [.. entries])));
        }
    }

    public Task<bool> TryUpdateAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke();
        lock (_gate)
        {
            if (!_rows.TryGetValue(order.OrderId, out var row) || row.Order.Version != order.Version)
            {
                return Task.FromResult(false);
            }

            row.Timeline.AddRange(entries);
            _rows[order.OrderId] = (order with { Version = order.Version + 1 }, row.Timeline);
            return Task.FromResult(true);
        }
    }

    public Task<Page<Order>> ListAsync(OrderFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var all = _rows.Values.Select(row => row.Order)
                .Where(order => filter.Selects(order) && (filter.WaitingFor is not WaitingFor.Carrier || IsParked(order.OrderId)))
                .OrderByDescending(order => order.PlacedAt)
                .ThenByDescending(order => order.OrderId.Value, StringComparer.Ordinal)
                .ToList();
            if (filter.OldestFirst)
            {
                all.Reverse();
            }

            var start = page.Cursor is null ? 0 : Start(page.Cursor);
            var items = all.Skip(start).Take(page.Limit).ToList();
            var next = start + items.Count < all.Count ? (start + items.Count).ToString(CultureInfo.InvariantCulture) : null;
            return Task.FromResult(new Page<Order>(items, next));
        }
    }

    public Task<IReadOnlyList<TimelineEntry>> ReadTimelineAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<TimelineEntry>>(_rows.TryGetValue(orderId, out var row) ? [.. row.Timeline] : []);
        }
    }

    public Task EraseAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_rows.TryGetValue(orderId, out var row))
            {
                _rows[orderId] = (row.Order.Erase() with { Version = row.Order.Version + 1 }, [.. row.Timeline.Select(entry => entry.Erase())]);
            }
        }

        return Task.CompletedTask;
    }

    public Task<OrderCounts> CountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var orders = _rows.Values.Select(row => row.Order).ToList();
            return Task.FromResult(new OrderCounts(
                orders.GroupBy(order => order.Status).ToDictionary(group => group.Key, group => group.Count()),
                orders.Count(order => order.Attention is not null),
                orders.Count(order => order.NotifiedAt is not null)));
        }
    }

    internal static int Start(string cursor) =>
        int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : throw new InvalidCursorException();
}
