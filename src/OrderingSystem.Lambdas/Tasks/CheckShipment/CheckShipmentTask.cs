using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.CheckShipment;

/// <summary>State <c>CheckShipment</c>: asks the carrier, and throws <c>ShipmentPendingException</c> until it has shipped.</summary>
public sealed class CheckShipmentTask(Application.Fulfilment.CheckShipment checkShipment) : ILambdaTask<OrderReference, CheckShipmentResponse>
{
    public async Task<CheckShipmentResponse> HandleAsync(OrderReference request, CancellationToken cancellationToken)
    {
        var order = await checkShipment.RunAsync(request.Parse(), cancellationToken);
        return new CheckShipmentResponse(order.OrderId.Value, order.ShippedAt);
    }
}

public sealed record CheckShipmentResponse(string OrderId, DateTimeOffset? ShippedAt);
