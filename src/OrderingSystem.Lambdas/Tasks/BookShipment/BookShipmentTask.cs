using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.BookShipment;

/// <summary>State <c>BookShipment</c>: books with the carrier, once.</summary>
public sealed class BookShipmentTask(Application.Fulfilment.BookShipment bookShipment) : ILambdaTask<OrderReference, BookShipmentResponse>
{
    public async Task<BookShipmentResponse> HandleAsync(OrderReference request, CancellationToken cancellationToken)
    {
        var order = await bookShipment.RunAsync(request.Parse(), cancellationToken);
        return new BookShipmentResponse(order.OrderId.Value, order.ShipmentId, order.TrackingNumber);
    }
}

/// <param name="ShipmentId">Null where an operator confirmed the shipment before it was booked.</param>
public sealed record BookShipmentResponse(string OrderId, string? ShipmentId, string? TrackingNumber);
