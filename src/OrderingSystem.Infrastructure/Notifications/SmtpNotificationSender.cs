using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Infrastructure.Notifications;

/// <summary>Sends e-mails through one SMTP server, a connection per message.</summary>
/// <remarks>
/// The Message-ID comes from the notification's id, so that a message that was sent twice (a crash after the server took it) is one message to
/// mailboxes that look.
/// </remarks>
public sealed class SmtpNotificationSender(IOptions<SmtpOptions> options, TimeProvider clock) : INotificationSender
{
    public bool HandsOver => true;

    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var timeout = new CancellationTokenSource(settings.Timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(settings.Host ?? throw new InvalidOperationException("No mail server is configured."), settings.Port, SocketOptionsFor(settings.Security), both.Token);
            if (settings.UserName is { Length: > 0 } userName)
            {
                await client.AuthenticateAsync(userName, settings.Password ?? string.Empty, both.Token);
            }

            using var message = MessageOf(notification, settings);
            await client.SendAsync(message, both.Token);
            await HangUpAsync(client, both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NotificationNotSentException($"The mail server took longer than {settings.Timeout.TotalSeconds:0} s.");
        }
        catch (SmtpCommandException refusal)
        {
            // The code alone: the server's own words may repeat the recipient's address.
            throw new NotificationNotSentException($"The mail server did not take the message ({(int)refusal.StatusCode}).");
        }
        catch (Exception exception) when (IsOfTheConversation(exception))
        {
            throw new NotificationNotSentException($"The mail server did not take the message ({exception.GetType().Name}).");
        }
    }

    /// <summary>The server has taken the message: however the conversation ends now, the message is sent, and sending it again would tell the customer twice.</summary>
    private static async Task HangUpAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException || IsOfTheConversation(exception))
        {
            // The line is closed with the client.
        }
    }

    private static bool IsOfTheConversation(Exception exception) => exception is SocketException or IOException or CommandException or ProtocolException
        or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        or ParseException or NotSupportedException;

    private MimeMessage MessageOf(Notification notification, SmtpOptions settings)
    {
        var message = new MimeMessage
        {
            MessageId = $"{notification.NotificationId}@{settings.From[(settings.From.LastIndexOf('@') + 1)..]}",
            Subject = notification.Subject,
            Date = clock.GetUtcNow(),
            Body = BodyOf(notification),
        };
        message.From.Add(new MailboxAddress(settings.FromName, settings.From));
        message.To.Add(MailboxAddress.Parse(notification.To));
        return message;
    }

    /// <summary>The plainest part first: a mail program shows the last that it understands (RFC 2046 §5.1.4).</summary>
    private static MimeEntity BodyOf(Notification notification)
    {
        var text = new TextPart("plain") { Text = notification.Body };
        return notification.Html is { } html ? new MultipartAlternative(text, new TextPart("html") { Text = html }) : text;
    }

    private static SecureSocketOptions SocketOptionsFor(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };
}
