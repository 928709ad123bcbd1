using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.RejectOrder;

/// <summary>State <c>RejectOrder</c>: closes an order that can never be carried out.</summary>
public sealed class RejectOrderTask(Application.Fulfilment.RejectOrder rejectOrder) : ILambdaTask<ClosingRequest, OrderReference>
{
    public async Task<OrderReference> HandleAsync(ClosingRequest request, CancellationToken cancellationToken)
    {
        var reference = new OrderReference(request.OrderId);
        await rejectOrder.RunAsync(reference.Parse(), request.Reason, cancellationToken);
        return reference;
    }
}
