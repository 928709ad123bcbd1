using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <summary>Writes something down in an order's timeline.</summary>
public sealed class AddNote(IOrderStore orders, OrderQueries queries, TimeProvider clock)
{
    /// <exception cref="WorkflowUnavailableException">The order's record is not there, and its execution cannot be asked.</exception>
    public async Task<AddNoteResult> RunAsync(OrderId orderId, string text, string by, CancellationToken cancellationToken)
    {
        var change = await orders.ChangeAsync(orderId, order => order.AddNote(text, by, clock.GetUtcNow()), cancellationToken);
        if (change is OrderChange.Changed { Entries: [.., var entry] })
        {
            return new AddNoteResult.Added(entry);
        }

        return await queries.FindAsync(orderId, cancellationToken) is null ? new AddNoteResult.OrderNotFound() : new AddNoteResult.NotRecordedYet();
    }
}

public abstract record AddNoteResult
{
    private AddNoteResult()
    {
    }

    public sealed record Added(TimelineEntry Entry) : AddNoteResult;

    public sealed record OrderNotFound : AddNoteResult;

    /// <summary>The order is accepted, and its first task has still to write its record.</summary>
    public sealed record NotRecordedYet : AddNoteResult;
}
