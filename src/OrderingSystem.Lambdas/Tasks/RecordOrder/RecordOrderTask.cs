using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.RecordOrder;

/// <summary>State <c>RecordOrder</c>: writes the order's record once.</summary>
public sealed class RecordOrderTask(Application.Fulfilment.RecordOrder recordOrder) : ILambdaTask<RecordOrderRequest, OrderReference>
{
    public async Task<OrderReference> HandleAsync(RecordOrderRequest request, CancellationToken cancellationToken)
    {
        if (!OrderId.TryParse(request.Placed.OrderId, out _)
            || !Domain.Customers.CustomerId.TryParse(request.Placed.Order.CustomerId, out _))
        {
            throw new InvalidTaskInputException("The execution's input is not a placed order: its orderId or customerId is none.");
        }

        await recordOrder.RunAsync(request.Placed, request.ExecutionArn, request.PlacedAt, cancellationToken);
        return new OrderReference(request.Placed.OrderId);
    }
}

/// <param name="PlacedAt">When the execution started.</param>
/// <param name="Placed">The execution's input.</param>
public sealed record RecordOrderRequest(string ExecutionArn, DateTimeOffset PlacedAt, PlacedOrder Placed);
