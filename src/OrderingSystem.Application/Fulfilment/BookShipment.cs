using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Books an order with the carrier: exactly one booking, however often this runs and wherever it dies.</summary>
/// <remarks>
/// <list type="number">
/// <item>One run at a time: <see cref="Order.BeginAttempt"/> is a conditional write.</item>
/// <item>"A request is about to leave" is stored before it leaves.</item>
/// <item>Whoever finds that mark asks the carrier for the order's shipments first, and books only where there is none.</item>
/// <item>A request that was marked and held up for long is not sent any more: <see cref="BookingRequest.NotAfter"/>.</item>
/// <item>A run that finds the order booked by another takes its own booking back. One that dies before it can is found by
/// <see cref="CheckShipment"/>.</item>
/// </list>
/// So it does not rest on idempotency keys, which some carriers forget. It sends them, a new one where the old one is used up.
/// </remarks>
public sealed class BookShipment(
    IOrderStore orders,
    ICustomerStore customers,
    ICarrierGateway carrier,
    CarrierAttempts attempts,
    IOptions<FulfilmentOptions> options,
    TimeProvider clock)
{
    /// <returns>The order, scheduled.</returns>
    /// <exception cref="CarrierUnavailableException">Surely not booked; later.</exception>
    /// <exception cref="CarrierDownException">Not asked, because it is known to be down.</exception>
    /// <exception cref="CarrierBusyException">Surely not booked: the carrier asks for patience.</exception>
    /// <exception cref="BookingInDoubtException">Perhaps booked; the next run finds out.</exception>
    /// <exception cref="BookingInProgressException">Another run is at it.</exception>
    /// <exception cref="BookingRefusedException">The carrier declines.</exception>
    /// <exception cref="DuplicateBookingException">The carrier holds several bookings that cannot be reduced to one.</exception>
    /// <exception cref="CustomerNotFoundException">The customer has vanished.</exception>
    /// <exception cref="OrderClosedException">The order is cancelled or rejected.</exception>
    public async Task<Order> RunAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var order = await orders.LoadForTaskAsync(orderId, cancellationToken);
        if (order.ShipmentId is not null || order.Status == OrderStatus.Shipped)
        {
            return order;
        }

        var customer = await customers.FindAsync(order.CustomerId, cancellationToken)
            ?? throw new CustomerNotFoundException($"There is no customer {order.CustomerId}.");
        var begun = await attempts.BeginBookingAsync(orderId, cancellationToken);
        order = begun.Order;
        if (begun.EarlierIsInDoubt)
        {
            var (earlier, cancelled) = await FindEarlierBookingAsync(order, cancellationToken);
            if (earlier is not null)
            {
                return await AcceptAsync(order, earlier, cancellationToken);
            }

            var attempt = order.BookingAttempt!.Number;
            order = await orders.ApplyAsync(orderId, current => current.MarkSending(attempt, clock.GetUtcNow(), cancelled), cancellationToken);
        }

        return await BookAsync(order, customer, cancellationToken);
    }

    private async Task<(Booking? Live, int Cancelled)> FindEarlierBookingAsync(Order order, CancellationToken cancellationToken)
    {
        try
        {
            var (live, cancelled) = await attempts.ReconcileAsync(order, cancellationToken);
            Booking? kept = live.Count switch
            {
                0 => null,
                1 => BookingOf(live[0]),
                _ => BookingOf(await ReduceToOneAsync(order, live, cancellationToken)),
            };
            return (kept, cancelled);
        }
        catch (FulfilmentException)
        {
            await attempts.EndAsync(order, inDoubt: true, cancellationToken);
            throw;
        }
    }

    /// <summary>A carrier that forgot our key may hold two: the one that shipped stays, else the first by id, so that every run keeps the same.</summary>
    private async Task<Shipment> ReduceToOneAsync(Order order, IReadOnlyList<Shipment> live, CancellationToken cancellationToken)
    {
        var kept = live
            .OrderByDescending(shipment => shipment.Status == ShipmentStatus.Shipped)
            .ThenBy(shipment => shipment.ShipmentId, StringComparer.Ordinal)
            .First();
        foreach (var surplus in live.Where(shipment => shipment.ShipmentId != kept.ShipmentId))
        {
            if (await attempts.CancelAsync(surplus.ShipmentId, cancellationToken)
                is not (CancellationOutcome.Cancelled or CancellationOutcome.NotFound))
            {
                throw new DuplicateBookingException(
                    $"The carrier holds shipments {kept.ShipmentId} and {surplus.ShipmentId} for order {order.OrderId} and does not cancel the second.");
            }
        }

        return kept;
    }

    private async Task<Order> BookAsync(Order order, Customer customer, CancellationToken cancellationToken)
    {
        var request = new BookingRequest(
            order.OrderId.Value,
            new Recipient(customer.Name, customer.Address),
            [.. order.Items.Select(item => new Parcel(item.Description, item.Quantity))])
        {
            IdempotencyKey = order.BookingKey,
            NotAfter = order.BookingAttempt!.SentAt + options.Value.SendWithin,
        };

        switch (await carrier.BookAsync(request, cancellationToken))
        {
            case BookingOutcome.Booked { Booking: var booking }:
                return await AcceptAsync(order, booking, cancellationToken);
            case BookingOutcome.AlreadyBooked { Booking: var booking }:
                return await AcceptAsync(order, booking, cancellationToken);
            case BookingOutcome.Refused refused:
                await attempts.EndRefusedAsync(order, cancellationToken);
                throw new BookingRefusedException(refused.Reason);
            case BookingOutcome.InDoubt doubt:
                await attempts.LeaveInDoubtAsync(order, cancellationToken);
                throw new BookingInDoubtException(doubt.Reason);
            case BookingOutcome.NotReached notReached:
                await attempts.EndAsync(order, inDoubt: false, cancellationToken);
                throw new CarrierUnavailableException(notReached.Reason);
            case BookingOutcome.Throttled throttled:
                await attempts.EndAsync(order, inDoubt: false, cancellationToken);
                throw CarrierAttempts.Busy(throttled.Until);
            case BookingOutcome.GateClosed closed:
                await attempts.EndAsync(order, inDoubt: false, cancellationToken);
                throw CarrierAttempts.Down(closed.Until);
            case var unknown:
                throw new System.Diagnostics.UnreachableException($"No rule for {unknown.GetType().Name}.");
        }
    }

    private async Task<Order> AcceptAsync(Order order, Booking booking, CancellationToken cancellationToken)
    {
        if (booking.ClientReference != order.OrderId.Value)
        {
            // The mark stays: what the carrier made of our request is as open as before.
            await attempts.LeaveInDoubtAsync(order, cancellationToken);
            throw new ForeignShipmentException($"The carrier answered with shipment {booking.ShipmentId} of '{booking.ClientReference}'.");
        }

        return await orders.ChangeAsync(order.OrderId, current => current.Schedule(booking, clock.GetUtcNow()), cancellationToken) switch
        {
            OrderChange.Changed changed => changed.Order,
            OrderChange.Nothing nothing => nothing.Order,
            OrderChange.Impossible impossible => await GiveUpAsync(impossible, booking, cancellationToken),
            _ => throw TaskOrders.Missing(order.OrderId),
        };
    }

    /// <summary>This run was overtaken: the order is booked otherwise, or closed. The carrier must not ship this one as well.</summary>
    private async Task<Order> GiveUpAsync(OrderChange.Impossible overtaken, Booking surplus, CancellationToken cancellationToken)
    {
        var order = overtaken.Order;
        var isTakenBack = await attempts.CancelAsync(surplus.ShipmentId, cancellationToken)
            is CancellationOutcome.Cancelled or CancellationOutcome.NotFound;
        return (isTakenBack, order.ShipmentId) switch
        {
            (true, not null) => order,
            (false, { } other) => throw new DuplicateBookingException($"Order {order.OrderId} is booked as {other} and as {surplus.ShipmentId}."),
            (true, null) => throw new OrderClosedException(overtaken.Reason),
            _ => throw new OrderClosedException($"{overtaken.Reason} The carrier holds shipment {surplus.ShipmentId}."),
        };
    }

    private static Booking BookingOf(Shipment shipment) =>
        new(shipment.ShipmentId, shipment.TrackingNumber, shipment.ClientReference, shipment.EstimatedDispatchAt);
}
