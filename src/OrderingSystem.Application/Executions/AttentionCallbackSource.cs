using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <summary>The orders that wait for an operator's decision, from the table that knows them all.</summary>
public sealed class AttentionCallbackSource(IAttentionQueue attention, IOrderStore orders, ResumeExecution resume, TimeProvider clock) : ICallbackSource
{
    /// <summary>State machines whose executions ask about an order.</summary>
    internal const string OrderMachine = "order";

    internal const string CancelMachine = "cancel-order";

    public string Kind => "decision";

    public async Task<Page<OpenCallbackItem>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var positions = await attention.ReadAsync(
            new AttentionFilter(null, null, null), clock.GetUtcNow(), After(page.Cursor), page.Limit, cancellationToken);
        var items = await Task.WhenAll(positions.Select(position => ItemAsync(position, cancellationToken)));
        return new Page<OpenCallbackItem>([.. items.OfType<OpenCallbackItem>()], positions.Count < page.Limit ? null : CursorOf(positions[^1]));
    }

    private async Task<OpenCallbackItem?> ItemAsync(AttentionPosition position, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(position.OrderId, cancellationToken) is not { Attention: { } waiting } order)
        {
            return null; // decided while the list was made
        }

        var ownName = order.ExecutionArn[(order.ExecutionArn.LastIndexOf(':') + 1)..];
        ExecutionKey[] candidates = [new(OrderMachine, ownName), new(CancelMachine, CancelOrderInput.NameOf(order.OrderId.Value))];
        foreach (var candidate in candidates)
        {
            if (await resume.LookAsync(candidate, cancellationToken) is { Callback: { } callback } && callback.Token == waiting.Token)
            {
                return new OpenCallbackItem(callback, Kind, waiting.Cause, order.OrderId, waiting.Since);
            }
        }

        return new OpenCallbackItem(null, Kind, waiting.Cause, order.OrderId, waiting.Since);
    }

    private static string CursorOf(AttentionPosition position) => $"{position.Since.UtcTicks}.{position.OrderId}";

    private static AttentionPosition? After(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        return cursor.Split('.', 2) is [var ticks, var id]
            && long.TryParse(ticks, System.Globalization.CultureInfo.InvariantCulture, out var since)
            && since is >= 0 and <= 3_155_378_975_999_999_999
            && OrderId.TryParse(id, out var orderId)
                ? new AttentionPosition(new DateTimeOffset(since, TimeSpan.Zero), orderId)
                : throw new InvalidCursorException();
    }
}
