using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Infrastructure.Notifications;

namespace OrderingSystem.Lambdas.Queues.SendEmail;

/// <summary>The consumer of the notification queue: delivers each message once, though the queue may bring it twice.</summary>
/// <remarks>
/// What was delivered stands in a ledger of its own. SES cannot take part in our write: a crash between its answer and our mark sends the message
/// again, which is the smaller harm than losing it.
/// </remarks>
public sealed class SendEmailFunction(
    INotificationLedger deliveries,
    INotificationSender sender,
    IOptions<FulfilmentOptions> options,
    TimeProvider clock,
    ILogger<SendEmailFunction> logger)
{
    public const string Name = "SendEmail";

    /// <summary>Takes an SQS event, answers a batch response; both UTF-8 JSON.</summary>
    public async Task<byte[]> HandleAsync(ReadOnlyMemory<byte> eventJson, CancellationToken cancellationToken)
    {
        var batch = JsonSerializer.Deserialize(eventJson.Span, QueueJson.Default.SqsEvent) ?? throw new InvalidTaskInputException("The event is null.");
        var failures = new List<SqsBatchItemFailure>();
        foreach (var record in batch.Records)
        {
            if (!await TryDeliverAsync(record, cancellationToken))
            {
                failures.Add(new SqsBatchItemFailure(record.MessageId));
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new SqsBatchResponse(failures), QueueJson.Default.SqsBatchResponse);
    }

    /// <summary>One message's failure is no other's; out of time, the rest of the batch comes again.</summary>
    private async Task<bool> TryDeliverAsync(SqsRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await DeliverAsync(record, cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            logger.NotDelivered(record.MessageId, exception);
            return false;
        }
    }

    private async Task DeliverAsync(SqsRecord record, CancellationToken cancellationToken)
    {
        var notification = NotificationMessage.Read(record.Body);
        var now = clock.GetUtcNow();
        switch (await deliveries.ClaimAsync(notification, now, now + options.Value.NotificationHold, cancellationToken))
        {
            case NotificationClaim.SentBefore before:
                logger.DeliveredBefore(notification.NotificationId, before.SentAt);
                return;
            case NotificationClaim.HeldByAnother held:
                throw new NotificationNotSentException($"Another run delivers {notification.NotificationId}, until {held.Until:O} at the latest.");
            case NotificationClaim.Granted granted:
                try
                {
                    await sender.SendAsync(notification, cancellationToken);
                }
                catch (NotificationNotSentException)
                {
                    await deliveries.ReleaseAsync(notification.OrderId, notification.Kind, granted.Attempt, cancellationToken);
                    throw;
                }

                // Delivered: the mark is worth more than the deadline.
                await deliveries.MarkSentAsync(notification, clock.GetUtcNow(), CancellationToken.None);
                logger.Delivered(notification.NotificationId);
                return;
            case var unknown:
                throw new System.Diagnostics.UnreachableException($"No rule for {unknown.GetType().Name}.");
        }
    }
}
