using Amazon.Runtime;
using Amazon.SimpleEmailV2;
using Amazon.SimpleEmailV2.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Infrastructure.Notifications;

/// <summary>Sends e-mails through Amazon SES, by the caller's role: there is no password to keep.</summary>
public sealed class SesNotificationSender(IAmazonSimpleEmailServiceV2 ses, IOptions<SesNotificationOptions> options) : INotificationSender
{
    public bool HandsOver => true;

    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var request = new SendEmailRequest
        {
            FromEmailAddress = options.Value.From,
            Destination = new Destination { ToAddresses = [notification.To] },
            Content = new EmailContent
            {
                Simple = new Message { Subject = Utf8(notification.Subject), Body = new Body { Text = Utf8(notification.Body), Html = notification.Html is { } html ? Utf8(html) : null } },
            },
            EmailTags = [new MessageTag { Name = "orderId", Value = notification.OrderId.Value }, new MessageTag { Name = "kind", Value = notification.Kind.ToString() }],
        };
        try
        {
            await ses.SendEmailAsync(request, cancellationToken);
        }
        catch (AmazonServiceException exception)
        {
            // The code alone, and not the exception, which would be logged with this one: SES's message may repeat the recipient's address.
            throw new NotificationNotSentException($"SES did not take the message ({exception.ErrorCode ?? "no answer"}).");
        }
        catch (AmazonClientException)
        {
            throw new NotificationNotSentException("SES could not be reached.");
        }
    }

    private static Content Utf8(string text) => new() { Charset = "UTF-8", Data = text };
}

public sealed class SesNotificationOptions
{
    /// <summary>The sender's address, of an identity that is verified with SES.</summary>
    public string From { get; set; } = string.Empty;
}
