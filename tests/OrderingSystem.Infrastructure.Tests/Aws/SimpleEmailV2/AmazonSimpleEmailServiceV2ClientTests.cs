using System.Net;
using Amazon.SimpleEmailV2;
using Amazon.SimpleEmailV2.Model;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Notifications;

namespace OrderingSystem.Infrastructure.Tests.Aws.SimpleEmailV2;

public sealed class AmazonSimpleEmailServiceV2ClientTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly RecordedExchange _exchange = new();

    public void Dispose() => _exchange.Dispose();

    /// <summary>The signature that botocore 1.43.11 makes of the same request.</summary>
    [Fact]
    public async Task SendEmail_Message_IsTheSignedRequestThatSesTakes()
    {
        _exchange.Answers(HttpStatusCode.OK, """{"MessageId":"0102018-1"}""");
        using var client = CreateClient();

        var response = await client.SendEmailAsync(new SendEmailRequest
        {
            FromEmailAddress = "orders@example.com",
            Destination = new Destination { ToAddresses = ["ada@example.com"] },
            Content = new EmailContent { Simple = new Message { Subject = Utf8("Hello"), Body = new Body { Text = Utf8("Dear Ada,") } } },
        });

        response.MessageId.Should().Be("0102018-1");
        var (uri, headers, body) = _exchange.Requests.Should().ContainSingle().Subject;
        uri.AbsolutePath.Should().Be("/v2/email/outbound-emails");
        body.Should().Be(
            """{"FromEmailAddress":"orders@example.com","Destination":{"ToAddresses":["ada@example.com"]},"Content":{"Simple":{"Subject":{"Charset":"UTF-8","Data":"Hello"},"Body":{"Text":{"Charset":"UTF-8","Data":"Dear Ada,"}}}}}""");
        headers["Authorization"].Should().Be(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/ses/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, "
            + "Signature=7a61abce6d3c9f90553dfc8570a71eb92b793e342c3584913358e5a7bc436504");
    }

    [Fact]
    public async Task Sender_SesRefuses_SaysSoWithoutTheAddress()
    {
        _exchange.Answers(
            HttpStatusCode.BadRequest,
            """{"message":"Email address is not verified: ada@example.com"}""",
            ("x-amzn-ErrorType", "MessageRejected:http://internal.amazon.com/coral/"));
        using var client = CreateClient();
        var notification = new Notification(
            OrderId.FromIdempotencyKey("a"), NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way", "Dear Ada,\n");

        var send = () => new SesNotificationSender(client, Options.Create(new SesNotificationOptions { From = "orders@example.com" })).SendAsync(notification, default);

        (await send.Should().ThrowAsync<NotificationNotSentException>()).WithMessage("*MessageRejected*").And.Message.Should().NotContain("ada@");
    }

    [Fact]
    public async Task SendEmail_AnswerLost_IsNotSentAgain()
    {
        _exchange.Fails(HttpRequestError.ResponseEnded);
        using var client = CreateClient();

        var send = () => client.SendEmailAsync(new SendEmailRequest());

        await send.Should().ThrowAsync<AmazonSimpleEmailServiceV2Exception>();
        _exchange.Requests.Should().ContainSingle();
    }

    private static Content Utf8(string text) => new() { Charset = "UTF-8", Data = text };

    private AmazonSimpleEmailServiceV2Client CreateClient() => new(
        RecordedExchange.Credentials,
        new AmazonSimpleEmailServiceV2Config { ServiceURL = "http://127.0.0.1:4566", AuthenticationRegion = "eu-west-1", HttpClientFactory = _exchange.AsFactory },
        _clock);
}
