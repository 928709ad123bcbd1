using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Infrastructure.Notifications;

/// <summary>Publishes to a topic; a queue behind it keeps the message until the e-mail sender has delivered it.</summary>
public sealed class SnsNotificationSender(IAmazonSimpleNotificationService sns, IOptions<SnsNotificationOptions> options) : INotificationSender
{
    public bool HandsOver => true;

    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var request = new PublishRequest
        {
            TopicArn = options.Value.TopicArn,
            Message = NotificationMessage.Write(notification),
            MessageAttributes =
            {
                ["kind"] = new MessageAttributeValue { StringValue = notification.Kind.ToString() },
                ["channel"] = new MessageAttributeValue { StringValue = notification.Channel.ToString() },
            },
        };
        try
        {
            await sns.PublishAsync(request, cancellationToken);
        }
        catch (AmazonServiceException exception)
        {
            // The code alone, and not the exception, which would be logged with this one: SNS's message may repeat what we sent.
            throw new NotificationNotSentException($"The topic did not take the message ({exception.ErrorCode ?? "no answer"}).");
        }
        catch (AmazonClientException)
        {
            throw new NotificationNotSentException("The topic could not be reached.");
        }
    }
}

public sealed class SnsNotificationOptions
{
    public string TopicArn { get; set; } = string.Empty;
}
