using System.Net;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Notifications;

namespace OrderingSystem.Infrastructure.Tests.Aws.SimpleNotificationService;

public sealed class AmazonSimpleNotificationServiceClientTests : IDisposable
{
    private const string TopicArn = "arn:aws:sns:eu-west-1:123456789012:notifications";

    // The answers of the SNS API reference, "Publish" and "Common error responses".
    private const string Published =
        """
        <PublishResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/">
          <PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult>
          <ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata>
        </PublishResponse>
        """;

    private const string NotFound =
        """
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error>
          <RequestId>9f6d8d2c-1111-5222-8333-944444444444</RequestId>
        </ErrorResponse>
        """;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly RecordedExchange _exchange = new();

    public void Dispose() => _exchange.Dispose();

    [Fact]
    public async Task Publish_Message_IsTheFormThatSnsTakes()
    {
        _exchange.Answers(HttpStatusCode.OK, Published);
        using var client = CreateClient();

        var response = await client.PublishAsync(Request());

        response.MessageId.Should().Be("567910cd-659e-55d4-8ccb-5aaf14679dc0");
        response.ResponseMetadata.RequestId.Should().Be("d74b8436-ae13-5ab4-a9ff-ce54dfea72a0");
        var (uri, headers, body) = _exchange.Requests.Should().ContainSingle().Subject;
        uri.Should().Be(new Uri("http://127.0.0.1:4566/"));
        headers["Content-Type"].Should().Be("application/x-www-form-urlencoded; charset=utf-8");
        body.Should().Be(
            "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aeu-west-1%3A123456789012%3Anotifications&Message=Tea%20%26%20%E8%8C%B6"
            + "&MessageAttributes.entry.1.Name=kind&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=Shipped");
    }

    /// <summary>The signature that botocore 1.43.11 makes of the same request.</summary>
    [Fact]
    public async Task Signature_FixedTimeAndCredentials_IsTheKnownAnswer()
    {
        _exchange.Answers(HttpStatusCode.OK, Published);
        using var client = CreateClient();

        await client.PublishAsync(Request());

        _exchange.Requests[0].Headers["Authorization"].Should().Be(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/sns/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, "
            + "Signature=14b6135ff5977737156d8965a1b1785d338fc34234ec464c14bb950b4066e361");
    }

    [Fact]
    public async Task Publish_Refused_ThrowsWithTheCode()
    {
        _exchange.Answers(HttpStatusCode.NotFound, NotFound);
        using var client = CreateClient();

        var publish = () => client.PublishAsync(Request());

        var refusal = (await publish.Should().ThrowAsync<AmazonSimpleNotificationServiceException>()).Which;
        refusal.ErrorCode.Should().Be("NotFound");
        refusal.Message.Should().Be("Topic does not exist");
        refusal.RequestId.Should().StartWith("9f6d8d2c");
        _exchange.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Publish_ServiceFailsOrBreaksOff_IsSentAgain()
    {
        _exchange.Answers(HttpStatusCode.ServiceUnavailable, "<html>").Fails(HttpRequestError.ResponseEnded).Answers(HttpStatusCode.OK, Published);
        using var client = CreateClient();

        await client.PublishAsync(Request());

        _exchange.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task Publish_NoAnswer_EndsWithTimeoutException()
    {
        _exchange.Hangs();
        using var client = CreateClient(config => config.MaxErrorRetry = 0);

        var publishing = client.PublishAsync(Request());
        _clock.Advance(TimeSpan.FromSeconds(20));

        var waiting = () => publishing;
        (await waiting.Should().ThrowAsync<AmazonSimpleNotificationServiceException>()).WithInnerException<TimeoutException>();
    }

    [Fact]
    public async Task Sender_Notification_IsReadBackAsItWas()
    {
        _exchange.Answers(HttpStatusCode.OK, Published);
        using var client = CreateClient();
        var notification = NotificationOf();

        await new SnsNotificationSender(client, Options.Create(new SnsNotificationOptions { TopicArn = TopicArn })).SendAsync(notification, default);

        var message = _exchange.Requests[0].Body.Split('&').Single(part => part.StartsWith("Message=", StringComparison.Ordinal))["Message=".Length..];
        NotificationMessage.Read(Uri.UnescapeDataString(message)).Should().Be(notification);
    }

    [Fact]
    public async Task Sender_TopicRefuses_SaysSoWithoutTheMessage()
    {
        _exchange.Answers(HttpStatusCode.NotFound, NotFound);
        using var client = CreateClient();

        var send = () => new SnsNotificationSender(client, Options.Create(new SnsNotificationOptions { TopicArn = TopicArn })).SendAsync(NotificationOf(), default);

        (await send.Should().ThrowAsync<NotificationNotSentException>()).WithMessage("*NotFound*");
    }

    [Fact]
    public async Task Sender_TextMessage_GoesToThePhoneAndToNoTopic()
    {
        _exchange.Answers(HttpStatusCode.OK, Published);
        using var client = CreateClient();
        var notification = NotificationOf() with { Channel = NotificationChannel.Sms, To = "+442079460201", Body = "Order O-1: shipped." };

        await new SnsNotificationSender(client, Options.Create(new SnsNotificationOptions { TopicArn = TopicArn, SendsTextMessages = true })).SendAsync(notification, default);

        _exchange.Requests.Should().ContainSingle().Which.Body.Should().Be(
            "Action=Publish&Version=2010-03-31&PhoneNumber=%2B442079460201&Message=Order%20O-1%3A%20shipped."
            + "&MessageAttributes.entry.1.Name=AWS.SNS.SMS.SMSType&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=Transactional");
    }

    [Theory]
    [InlineData(NotificationChannel.Email, false, true)]
    [InlineData(NotificationChannel.Sms, false, false)]
    [InlineData(NotificationChannel.Sms, true, true)]
    [InlineData(NotificationChannel.Phone, true, false)]
    public void Sender_Channel_IsReachedWhereTheAccountMaySend(NotificationChannel channel, bool sendsTextMessages, bool reached)
    {
        using var client = CreateClient();
        INotificationSender sender = new SnsNotificationSender(client, Options.Create(new SnsNotificationOptions { TopicArn = TopicArn, SendsTextMessages = sendsTextMessages }));

        sender.Reaches(channel).Should().Be(reached);
    }

    private static Notification NotificationOf() => new(
        OrderId.FromIdempotencyKey("a"), NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way – 茶", "Dear Ada,\n\"quoted\" & more\n");

    private static PublishRequest Request() => new()
    {
        TopicArn = TopicArn,
        Message = "Tea & 茶",
        MessageAttributes = { ["kind"] = new MessageAttributeValue { StringValue = "Shipped" } },
    };

    private AmazonSimpleNotificationServiceClient CreateClient(Action<AmazonSimpleNotificationServiceConfig>? configure = null)
    {
        var config = new AmazonSimpleNotificationServiceConfig
        {
            ServiceURL = "http://127.0.0.1:4566",
            AuthenticationRegion = "eu-west-1",
            HttpClientFactory = _exchange.AsFactory,
        };
        configure?.Invoke(config);
        return new AmazonSimpleNotificationServiceClient(RecordedExchange.Credentials, config, _clock, () => 0);
    }
}
