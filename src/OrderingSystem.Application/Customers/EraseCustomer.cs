using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Customers;

/// <summary>
/// Takes a customer's personal data out of their record and its history, their orders, those orders' timelines and the notifications. The orders stay: what was
/// bought, when, and what became of it.
/// </summary>
/// <remarks>
/// The customer's own record goes first, so that no new order can be placed meanwhile; a run that was cut off is carried on by asking again. Executions never
/// had contact details; the order's note and the reasons that people gave are in their histories, which no service lets one change, for as long as those are kept.
/// </remarks>
public sealed class EraseCustomer(ICustomerStore customers, IOrderStore orders, INotificationLedger notifications, TimeProvider clock)
{
    public const int MaxReasonLength = 500;

    /// <param name="reason">Stands in the customer's history: not a place for personal data.</param>
    public async Task<EraseResult> RunAsync(CustomerId customerId, string reason, string by, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await customers.FindAsync(customerId, cancellationToken) is not { } customer)
            {
                return new EraseResult.NotFound();
            }

            if (customer.ErasedAt is null)
            {
                if (await FirstOpenAsync(customerId, cancellationToken) is { } open)
                {
                    return new EraseResult.HasOpenOrder(open);
                }

                var at = clock.GetUtcNow();
                var write = await customers.EraseAsync(customer.Erase(at), new CustomerChange(at, by, "customer", null, $"erased: {reason}"), cancellationToken);
                if (write is not CustomerWrite.Written written)
                {
                    continue; // somebody changed the customer: look again
                }

                customer = written.Customer;
            }

            await foreach (var order in ReadOrdersAsync(customerId, cancellationToken))
            {
                await orders.EraseAsync(order.OrderId, cancellationToken);
                foreach (var kind in Enum.GetValues<NotificationKind>())
                {
                    await notifications.EraseAsync(order.OrderId, kind, cancellationToken);
                }
            }

            return new EraseResult.IsErased(customer);
        }
    }

    private async Task<OrderId?> FirstOpenAsync(CustomerId customerId, CancellationToken cancellationToken)
    {
        await foreach (var order in ReadOrdersAsync(customerId, cancellationToken))
        {
            if (!OrderEvidence.IsDone(order))
            {
                return order.OrderId;
            }
        }

        return null;
    }

    private async IAsyncEnumerable<Order> ReadOrdersAsync(
        CustomerId customerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await orders.ListAsync(new OrderFilter(CustomerId: customerId), new PageRequest(PageRequest.MaxLimit, cursor), cancellationToken);
            foreach (var order in page.Items)
            {
                yield return order;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}

public abstract record EraseResult
{
    private EraseResult()
    {
    }

    public sealed record IsErased(Customer Customer) : EraseResult;

    public sealed record NotFound : EraseResult;

    /// <summary>Their details are needed to ship it and to tell them.</summary>
    public sealed record HasOpenOrder(OrderId OrderId) : EraseResult;
}
