using Microsoft.Extensions.Options;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Tells the customer, once per order and kind, by the ledger; or says that somebody is to call them, where no message reaches them.</summary>
/// <remarks>
/// A call to make ends the task well: the order is what waits then, not its execution, and <see cref="ConfirmCall"/> completes it.
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

        if (order.Attention is { IsCall: true })
        {
            return order; // whatever channel they chose since: a late run of this task must not put a message that may fail in the place of the call
        }

        var customer = await customers.FindAsync(order.CustomerId, cancellationToken)
            ?? throw new CustomerNotFoundException($"There is no customer {order.CustomerId}.");
        var notification = NotificationText.Compose(order, customer, kind);
        return await TellAsync(notification, cancellationToken) is { } sentAt
            ? await orders.ApplyAsync(
                orderId,
                current => current.Notify(sentAt, $"The customer was told by {WordFor(notification.Channel)}: {kind.ToString().ToLowerInvariant()}."),
                cancellationToken)
            : await orders.ApplyAsync(
                orderId,
                current => current.AskToCall(kind == NotificationKind.Shipped ? "NotifyCustomer" : "NotifyCancellation", Request(notification), clock.GetUtcNow()),
                cancellationToken);
    }

    /// <summary>Without the customer's details: it stands in the timeline.</summary>
    private static string Request(Notification notification) => notification.Channel == NotificationChannel.Sms
        ? "The customer asked for a text message, and none can be sent from here: tell them by telephone."
        : "The customer asked to be told by telephone: call them.";

    private static string WordFor(NotificationChannel channel) => channel switch
    {
        NotificationChannel.Email => "e-mail",
        NotificationChannel.Sms => "text message",
        NotificationChannel.Phone => "telephone",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No word for this channel."),
    };

    /// <returns>Null where somebody is to call.</returns>
    private async Task<DateTimeOffset?> TellAsync(Notification notification, CancellationToken cancellationToken)
    {
        KeyValuePair<string, object?> kind = new(OrderingTelemetry.KindTag, notification.Kind.ToString());
        KeyValuePair<string, object?> channel = new(OrderingTelemetry.ChannelTag, notification.Channel.ToString());
        using var span = OrderingTelemetry.Source.StartActivity("tell customer");
        span?.SetTag(OrderingTelemetry.OrderIdTag, notification.OrderId.Value).SetTag(kind.Key, kind.Value).SetTag(channel.Key, channel.Value);
        var outcome = nameof(NotificationFailedException);
        try
        {
            var sentAt = sender.Reaches(notification.Channel) ? await SendOnceAsync(notification, cancellationToken) : await AskToCallAsync(notification, cancellationToken);
            outcome = sentAt is null ? OrderingTelemetry.ToCall : OrderingTelemetry.Succeeded;
            return sentAt;
        }
        finally
        {
            span?.SetTag(OrderingTelemetry.OutcomeTag, outcome);
            OrderingTelemetry.NotificationAttempts.Add(1, kind, channel, new KeyValuePair<string, object?>(OrderingTelemetry.OutcomeTag, outcome));
        }
    }

    /// <returns>When somebody called, or a message was sent, before; null where the call is to be made.</returns>
    private async Task<DateTimeOffset?> AskToCallAsync(Notification notification, CancellationToken cancellationToken) =>
        await ledger.OpenCallAsync(notification, clock.GetUtcNow(), cancellationToken) switch
        {
            NotificationClaim.SentBefore before => before.SentAt,
            NotificationClaim.HeldByAnother held => throw HeldByAnother(notification, held),
            NotificationClaim.Granted => null,
            var unknown => throw new System.Diagnostics.UnreachableException($"No rule for {unknown.GetType().Name}."),
        };

    private static NotificationFailedException HeldByAnother(Notification notification, NotificationClaim.HeldByAnother held) =>
        new($"Another run is sending {notification.NotificationId}, until {held.Until:O} at the latest.");

    /// <returns>Null where a call was opened before the customer chose another channel: the call stays.</returns>
    private async Task<DateTimeOffset?> SendOnceAsync(Notification notification, CancellationToken cancellationToken)
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
                throw HeldByAnother(notification, held);
            case NotificationClaim.CallIsOpen:
                return null;
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
