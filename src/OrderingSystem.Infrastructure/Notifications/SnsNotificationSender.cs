using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Infrastructure.Notifications;

/// <summary>
/// Publishes to a topic, behind which a queue keeps the message until the e-mail sender has delivered it; a text message SNS brings to the phone itself, where the account may send any.
/// </summary>
public sealed class SnsNotificationSender(IAmazonSimpleNotificationService sns, IOptions<SnsNotificationOptions> options) : INotificationSender
{
    public bool HandsOver => true;

    public bool Reaches(NotificationChannel channel) => channel == NotificationChannel.Email || (channel == NotificationChannel.Sms && options.Value.SendsTextMessages);

    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await sns.PublishAsync(notification.Channel == NotificationChannel.Sms ? TextMessage(notification) : ToTopic(notification), cancellationToken);
        }
        catch (AmazonServiceException exception)
        {
            // The code alone, and not the exception, which would be logged with this one: SNS's message may repeat what we sent.
            throw new NotificationNotSentException($"SNS did not take the message ({exception.ErrorCode ?? "no answer"}).");
        }
        catch (AmazonClientException)
        {
            throw new NotificationNotSentException("SNS could not be reached.");
        }
    }

    private PublishRequest ToTopic(Notification notification) => new()
    {
        TopicArn = options.Value.TopicArn,
        Message = NotificationMessage.Write(notification),
        MessageAttributes =
        {
            ["kind"] = new MessageAttributeValue { StringValue = notification.Kind.ToString() },
            ["channel"] = new MessageAttributeValue { StringValue = notification.Channel.ToString() },
        },
    };

    /// <summary>Transactional: SNS then prefers what arrives to what is cheap (SNS Developer Guide, "Publishing to a mobile phone").</summary>
    private static PublishRequest TextMessage(Notification notification) => new()
    {
        PhoneNumber = notification.To,
        Message = notification.Body,
        MessageAttributes = { ["AWS.SNS.SMS.SMSType"] = new MessageAttributeValue { StringValue = "Transactional" } },
    };
}

public sealed class SnsNotificationOptions
{
    public string TopicArn { get; set; } = string.Empty;

    /// <summary>The account may send text messages, and pays for them; without it a person calls who asked for one.</summary>
    public bool SendsTextMessages { get; set; }
}
