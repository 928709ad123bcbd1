using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Invariants;

/// <summary>What must be true of every order at every moment, as pure rules.</summary>
public static class OrderInvariants
{
    public static IEnumerable<InvariantViolation> Check(OrderEvidence evidence, DateTimeOffset now, InvariantLimits limits)
    {
        var findings = Bookings(evidence)
            .Concat(Notifications(evidence))
            .Concat(Forward(evidence))
            .Concat(OrderEvidence.IsDone(evidence.Order) || evidence.Order.Attention is { IsCall: true } ? [] : Open(evidence, now, limits));
        return findings.Select(finding => new InvariantViolation(finding.Invariant, evidence.Order.OrderId, finding.Description));
    }

    private static IEnumerable<(string Invariant, string Description)> Bookings(OrderEvidence evidence)
    {
        var (order, live) = (evidence.Order, evidence.Outside?.LiveShipmentIds);
        if (live?.Count > 1)
        {
            yield return (InvariantNames.OneBooking, $"The carrier holds {live.Count} live shipments: {string.Join(", ", live.Order(StringComparer.Ordinal))}.");
        }

        if (order.Status == OrderStatus.Cancelled && live?.Count > 0)
        {
            yield return (InvariantNames.OneBooking, $"The order is cancelled, and the carrier holds shipment {live[0]}.");
        }

        var lost = evidence.Timeline.Count(entry => entry.Kind == TimelineKind.BookingLost);
        if (evidence.Timeline.Count(entry => entry.Kind == TimelineKind.Scheduled) is var bookings && bookings > lost + 1)
        {
            yield return (InvariantNames.OneBooking, $"{bookings} bookings were recorded, and the carrier cancelled {lost} of them.");
        }

        if (order.Status == OrderStatus.Scheduled && order.ShipmentId is null)
        {
            yield return (InvariantNames.OneBooking, "The order is scheduled without a shipment.");
        }
    }

    private static IEnumerable<(string Invariant, string Description)> Notifications(OrderEvidence evidence)
    {
        var order = evidence.Order;
        var sent = evidence.Notifications.Where(entry => entry.SentAt is not null).Select(entry => entry.Notification.Kind).Distinct().ToList();
        if (sent.Count > 1)
        {
            yield return (InvariantNames.OneNotification, "The customer was told that it shipped and that it is cancelled.");
        }

        if (order.NotifiedAt is not null && sent.Count == 0)
        {
            yield return (InvariantNames.OneNotification, "The order says that the customer was told, and the ledger holds no message that was sent.");
        }

        if (order is { Attention.IsCall: true, NotifiedAt: null } && !evidence.Notifications.Any(entry => entry.CallSince is not null))
        {
            yield return (InvariantNames.OneNotification, "The order says that somebody is to call the customer, and the ledger knows of no call.");
        }

        foreach (var kind in sent.Where(kind => !Agrees(kind, order.Status)))
        {
            yield return (InvariantNames.OneNotification, $"The customer was told '{kind}', and the order is {order.Status}.");
        }

        if (evidence.Outside?.NotificationIds is { Count: > 1 } messages)
        {
            yield return (InvariantNames.OneNotification, $"{messages.Count} messages were handed over: {string.Join(", ", messages)}.");
        }
    }

    private static IEnumerable<(string Invariant, string Description)> Forward(OrderEvidence evidence)
    {
        var reached = TimelineKind.Placed;
        foreach (var entry in evidence.Timeline)
        {
            if (entry.Kind == TimelineKind.BookingLost && reached == TimelineKind.Scheduled)
            {
                reached = TimelineKind.Placed; // the one way back: the carrier took its word back
                continue;
            }

            if (Step(entry.Kind) is not { } step || entry.Kind == TimelineKind.Placed)
            {
                continue;
            }

            if (step <= Step(reached) && entry.Kind != reached)
            {
                yield return (InvariantNames.StatusOnlyForward, $"It went from {reached} to {entry.Kind}.");
            }

            reached = entry.Kind;
        }

        if (evidence.Timeline.Count > 0 && reached.ToString() != evidence.Order.Status.ToString())
        {
            yield return (InvariantNames.StatusOnlyForward, $"Its timeline ends with {reached}, and it is {evidence.Order.Status}.");
        }
    }

    private static IEnumerable<(string Invariant, string Description)> Open(OrderEvidence evidence, DateTimeOffset now, InvariantLimits limits)
    {
        var (order, progress, parked) = (evidence.Order, evidence.Progress, evidence.Parked);
        var isParked = parked is not null && (parked.ReleasedAt is null || now - parked.ReleasedAt <= limits.Grace);
        if (progress is not { IsRunning: true })
        {
            // A cancellation stops the order's execution a moment before its own begins, and the last task ends before its execution does.
            if (progress is null || now - progress.Since > limits.Grace)
            {
                yield return (InvariantNames.OpenOrderWakes, $"The order is {order.Status}, and none of its executions is running.");
            }
        }
        else if (now - progress.Since > limits.LongestSilence)
        {
            yield return (InvariantNames.OpenOrderWakes, $"Nothing has happened in {progress.ExecutionName} since {progress.Since:u}.");
        }
        else if (progress.AwaitsToken && order.Attention is null && !isParked && now - progress.Since >= limits.Grace)
        {
            yield return (InvariantNames.TokenIsKept, $"{progress.ExecutionName} waits since {progress.Since:u} with a token that is stored nowhere.");
        }

        var moved = evidence.Timeline.Count == 0 ? order.PlacedAt : evidence.Timeline.Max(entry => entry.At);
        moved = parked?.ReleasedAt > moved ? parked.ReleasedAt.Value : moved;
        if (now - moved > limits.Promise && order.Attention is null && !isParked)
        {
            yield return (InvariantNames.NothingLateUnnoticed, $"It is {order.Status} since {moved:u}, and neither an operator nor the carrier's recovery is waited for.");
        }
    }

    private static bool Agrees(NotificationKind kind, OrderStatus status) => kind switch
    {
        NotificationKind.Shipped => status == OrderStatus.Shipped,
        NotificationKind.Cancelled => status == OrderStatus.Cancelled,
        _ => throw new System.Diagnostics.UnreachableException($"No rule for {kind}."),
    };

    /// <summary>How far an entry brings an order; null for entries that leave its status alone.</summary>
    private static int? Step(TimelineKind kind) => kind switch
    {
        TimelineKind.Placed => 0,
        TimelineKind.Scheduled => 1,
        TimelineKind.Shipped or TimelineKind.Cancelled or TimelineKind.Rejected => 2,
        _ => null,
    };
}
