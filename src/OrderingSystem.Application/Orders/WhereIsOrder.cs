using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <summary>Says where an order is: from its record, its execution's last event, its place in the carrier's queue and the carrier's gate.</summary>
public sealed class WhereIsOrder(
    OrderQueries queries, IOrderProgressReader progress, IParkedOrderStore parkedOrders, CarrierGateKeeper gates, TimeProvider clock)
{
    // The longest that the retriers of statemachines/order.asl.json pause; a test compares.
    public static readonly TimeSpan LongestPoll = TimeSpan.FromHours(6);
    public static readonly TimeSpan LongestTry = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan LongestNotificationPause = TimeSpan.FromHours(2);

    /// <returns>Null where no such order was accepted.</returns>
    /// <exception cref="WorkflowUnavailableException">The execution cannot be asked.</exception>
    public async Task<Whereabouts?> RunAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(orderId, cancellationToken) is not { } order)
        {
            return null;
        }

        var run = await progress.FindAsync(order, cancellationToken);
        var parked = run is { IsRunning: true } ? await parkedOrders.FindAsync(run.ExecutionName, cancellationToken) : null;
        return Describe(order, run, parked, await gates.ReadAsync(cancellationToken), clock.GetUtcNow());
    }

    internal static Whereabouts Describe(Order order, OrderProgress? run, ParkedOrder? parked, CarrierGate gate, DateTimeOffset now)
    {
        Whereabouts Say(
            string? state, WaitReason? reason, DateTimeOffset since, DateTimeOffset? nextAt, string sentence, string next, string tell) =>
            new(state, reason, since, nextAt < now ? now : nextAt, sentence, next, tell, run?.ExecutionName ?? order.OrderId.Value, run?.Status);

        var lastStep = run?.Since ?? order.PlacedAt;
        return order switch
        {
            _ when OrderEvidence.IsDone(order) => Say(
                null, null, order.NotifiedAt ?? order.ShippedAt ?? lastStep, null, $"The order {Ended(order)}.", "Nothing more happens to it.", $"Your order {Ended(order)}."),
            { Attention: { IsCall: true } call } => Say(
                call.State,
                WaitReason.Operator,
                call.Since,
                null,
                $"The order {Ended(order)}. {call.Cause}",
                "Somebody calls the customer, and marks the call as made.",
                $"Your order {Ended(order)}."),
            { Attention: { } attention } => Say(
                attention.State,
                WaitReason.Operator,
                attention.Since,
                null,
                $"It waits for an operator: {attention.Cause}",
                "An operator decides: try again, cancel it, or confirm that it shipped.",
                "A colleague is looking into your order and will see to it."),
            _ when run is { IsRunning: false } => Say(
                null,
                WaitReason.Operator,
                run.Since,
                null,
                $"Its execution {run.ExecutionName} ended as {run.Status} before the order was done.",
                "An operator redrives the execution.",
                "A colleague is looking into your order and will see to it."),
            _ when parked is { ReleasedAt: null } => Say(
                parked.State,
                WaitReason.Carrier,
                parked.ParkedAt,
                NextTryOf(parked, gate, now),
                gate.State == CarrierGateState.Down ? "Bob's Post gives no answer; the order is kept until it does." : "Bob's Post answers again; the orders that waited are let go one after the other.",
                gate.State == CarrierGateState.Down ? "Bob's Post is asked again; when it answers, the order goes on by itself." : "The order goes on when its turn comes.",
                "Your order is safe with us. Our shipping company cannot be reached at the moment; it goes out as soon as they are back."),
            { CancellationRequestedAt: { } asked, Status: not OrderStatus.Cancelled } => Say(
                "CancelShipment", null, asked, lastStep + LongestTry, "It is being cancelled.", "Bob's Post is told, then the customer.", "Your order is being cancelled."),
            { Status: OrderStatus.Shipped or OrderStatus.Cancelled } => Say(
                order.Status == OrderStatus.Shipped ? "NotifyCustomer" : "NotifyCancellation",
                WaitReason.Notification,
                order.ShippedAt ?? lastStep,
                lastStep + LongestNotificationPause,
                $"The order {Ended(order)}; the customer has still to be told.",
                "The message is sent; where it cannot be, it is tried again.",
                $"Your order {Ended(order)}."),
            { Status: OrderStatus.Scheduled } => Say(
                "CheckShipment",
                WaitReason.Shipment,
                order.ScheduledAt ?? lastStep,
                lastStep + LongestPoll,
                $"Bob's Post has accepted the order and has still to ship it; tracking number {order.TrackingNumber}.",
                "Bob's Post is asked again whether it has shipped.",
                $"Your order is with our shipping company; its tracking number is {order.TrackingNumber}."),
            _ => Say(
                "BookShipment",
                null,
                order.PlacedAt,
                lastStep + LongestTry,
                "It is being booked with Bob's Post.",
                "The booking is tried until Bob's Post accepts it, or is found to be down.",
                "We have your order and are arranging its shipping."),
        };
    }

    private static DateTimeOffset NextTryOf(ParkedOrder parked, CarrierGate gate, DateTimeOffset now)
    {
        var whenAsked = gate.State switch
        {
            CarrierGateState.Down => gate.NextProbeAt ?? gate.Lease?.Until,
            _ => gate.PausedUntil > gate.NextBatchAt ? gate.PausedUntil : gate.NextBatchAt,
        };
        var next = whenAsked ?? now;
        return parked.NotBefore > next ? parked.NotBefore.Value : next;
    }

    private static string Ended(Order order) => order.Status switch
    {
        OrderStatus.Shipped => "has shipped" + (order.TrackingNumber is { } number ? $", tracking number {number}" : string.Empty),
        OrderStatus.Cancelled => "is cancelled",
        OrderStatus.Rejected => "was rejected",
        _ => throw new System.Diagnostics.UnreachableException($"The order is {order.Status}."),
    };
}
