using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

public static class OrderStoreChanges
{
    /// <summary>Loads, decides and stores, again from the start while somebody else was faster.</summary>
    /// <param name="transition">Pure; may be called more than once.</param>
    /// <returns>The order as it now stands in the store, inside the change that was carried out; null where there is no such order.</returns>
    public static async Task<OrderChange?> ChangeAsync(
        this IOrderStore store,
        OrderId orderId,
        Func<Order, OrderChange> transition,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var order = await store.FindAsync(orderId, cancellationToken);
            if (order is null)
            {
                return null;
            }

            switch (transition(order))
            {
                case OrderChange.Changed changed:
                    if (await store.TryUpdateAsync(changed.Order, changed.Entries, cancellationToken))
                    {
                        return changed with { Order = changed.Order with { Version = changed.Order.Version + 1 } };
                    }

                    break;
                case var other:
                    return other;
            }
        }
    }
}
