using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.CancelShipment;

/// <summary>State <c>CancelShipment</c>: takes the order back, first at the carrier.</summary>
public sealed class CancelShipmentTask(Application.Fulfilment.CancelShipment cancelShipment) : ILambdaTask<ClosingRequest, OrderReference>
{
    public async Task<OrderReference> HandleAsync(ClosingRequest request, CancellationToken cancellationToken)
    {
        var reference = new OrderReference(request.OrderId);
        await cancelShipment.RunAsync(reference.Parse(), request.Reason, request.By, cancellationToken);
        return reference;
    }
}
