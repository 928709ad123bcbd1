using Microsoft.Extensions.Options;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Tells the customer, once per order and kind, by the ledger.</summary>
/// <remarks>
/// With the outbox alone, the ledger's row is the message, so it is there exactly once. A mail server cannot take part in our transaction:
/// after a crash between its "250 OK" and our mark the message is sent again, with the same Message-ID. That window, the time of one
/// database write, is what remains; the other choice would be to lose messages.
/// </remarks>
public sealed class NotifyCustomer(
    IOrderStore orders,
    ICustomerStore customers,
    INotificationLedger ledger,
    INotificationSender sender,
    IOptions<FulfilmentOptions> options,
    TimeProvider clock)
{
    /// <summary>
    /// For <see cref="NotificationKind.Shipped"/>, being called means that the order has shipped: where the carrier did not say so, an operator did.
    /// </summary>
    /// <exception cref="NotificationFailedException">Not sent; later.</exception>
    /// <exception cref="CustomerNotFoundException">The customer has vanished.</exception>
    /// <exception cref="OrderClosedException">The order's status contradicts the message.</exception>
    public async Task<Order> RunAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken)
    {
        var order = await orders.LoadForTaskAsync(orderId, cancellationToken);
        if (kind == NotificationKind.Shipped && order.Status != OrderStatus.Shipped)
        {
            order = await orders.ApplyAsync(orderId, current => current.ConfirmShipped(clock.GetUtcNow()), cancellationToken);
        }
        else if (kind == NotificationKind.Cancelled && order.Status != OrderStatus.Cancelled)
        {
            throw new OrderClosedException($"The order is {order.Status}, not cancelled.");
        }

        if (order.NotifiedAt is not null)
        {
            return order;
        }

        var customer = await customers.FindAsync(order.CustomerId, cancellationToken)
            ?? throw new CustomerNotFoundException($"There is no customer {order.CustomerId}.");
        var sentAt = await TellAsync(NotificationText.Compose(order, customer, kind), cancellationToken);
        return await orders.ApplyAsync(orderId, current => current.Notify(sentAt, $"The customer was told by e-mail: {kind.ToString().ToLowerInvariant()}."), cancellationToken);
    }

    private async Task<DateTimeOffset> TellAsync(Notification notification, CancellationToken cancellationToken)
    {
        KeyValuePair<string, object?> kind = new(OrderingTelemetry.KindTag, notification.Kind.ToString());
        KeyValuePair<string, object?> channel = new(OrderingTelemetry.ChannelTag, notification.Channel.ToString());
        using var span = OrderingTelemetry.Source.StartActivity("tell customer");
        span?.SetTag(OrderingTelemetry.OrderIdTag, notification.OrderId.Value).SetTag(kind.Key, kind.Value).SetTag(channel.Key, channel.Value);
        var outcome = nameof(NotificationFailedException);
        try
        {
            var sentAt = await SendOnceAsync(notification, cancellationToken);
            outcome = OrderingTelemetry.Succeeded;
            return sentAt;
        }
        finally
        {
            span?.SetTag(OrderingTelemetry.OutcomeTag, outcome);
            OrderingTelemetry.NotificationAttempts.Add(1, kind, channel, new KeyValuePair<string, object?>(OrderingTelemetry.OutcomeTag, outcome));
        }
    }

    private async Task<DateTimeOffset> SendOnceAsync(Notification notification, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!sender.HandsOver)
        {
            return await ledger.PostAsync(notification, now, cancellationToken);
        }

        switch (await ledger.ClaimAsync(notification, now, now + options.Value.NotificationHold, cancellationToken))
        {
            case NotificationClaim.SentBefore before:
                return before.SentAt;
            case NotificationClaim.HeldByAnother held:
                throw new NotificationFailedException($"Another run is sending {notification.NotificationId}, until {held.Until:O} at the latest.");
            case NotificationClaim.Granted granted:
                try
                {
                    await sender.SendAsync(notification, cancellationToken);
                }
                catch (NotificationNotSentException failure)
                {
                    await ledger.ReleaseAsync(notification.OrderId, notification.Kind, granted.Attempt, cancellationToken);
                    throw new NotificationFailedException(failure.Message);
                }

                var sentAt = clock.GetUtcNow();
                await ledger.MarkSentAsync(notification, sentAt, cancellationToken);
                return sentAt;
            case var unknown:
                throw new System.Diagnostics.UnreachableException($"No rule for {unknown.GetType().Name}.");
        }
    }
}
