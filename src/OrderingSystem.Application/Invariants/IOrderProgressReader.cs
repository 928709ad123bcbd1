using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Invariants;

public interface IOrderProgressReader
{
    /// <returns>Null where no execution of the order is known: it never had one, or it ended so long ago that it is forgotten.</returns>
    /// <exception cref="WorkflowUnavailableException">No answer.</exception>
    Task<OrderProgress?> FindAsync(Order order, CancellationToken cancellationToken);
}
