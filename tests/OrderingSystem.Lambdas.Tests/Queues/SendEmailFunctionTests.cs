using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Notifications;
using OrderingSystem.Lambdas.Queues.SendEmail;

namespace OrderingSystem.Lambdas.Tests.Queues;

public sealed class SendEmailFunctionTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Start);
    private readonly InMemoryNotificationLedger _deliveries = new();
    private readonly ScriptedSender _sender = new();
    private readonly SendEmailFunction _function;

    public SendEmailFunctionTests() => _function = new SendEmailFunction(
        _deliveries, _sender, Options.Create(new FulfilmentOptions()), _clock, NullLogger<SendEmailFunction>.Instance);

    [Fact]
    public async Task Handle_WholeBatch_SendsEachAndFailsNone()
    {
        var failures = await HandleAsync(("m-1", Body("a")), ("m-2", Body("b")));

        failures.Should().BeEmpty();
        _sender.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task Handle_OneMessageCannotBeSent_FailsThatOneOnly()
    {
        _sender.Refuses = notification => notification.OrderId == OrderId.FromIdempotencyKey("b");

        var failures = await HandleAsync(("m-1", Body("a")), ("m-2", Body("b")), ("m-3", Body("c")));

        failures.Should().Equal("m-2");
        _sender.Sent.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"notificationId":"x","orderId":"nonsense","kind":"Shipped","channel":"Email","to":"a@b.c","subject":"s","body":"b"}""")]
    public async Task Handle_MessageThatIsNone_GoesBackForTheDeadLetterQueue(string body)
    {
        var failures = await HandleAsync(("m-1", body), ("m-2", Body("a")));

        failures.Should().Equal("m-1");
        _sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Handle_MessageThatTheQueueBringsTwice_IsSentOnce()
    {
        await HandleAsync(("m-1", Body("a")));

        var failures = await HandleAsync(("m-1", Body("a")));

        failures.Should().BeEmpty();
        _sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Handle_FailedBefore_IsSentWhenItComesAgain()
    {
        _sender.Refuses = _ => true;
        await HandleAsync(("m-1", Body("a")));
        _sender.Refuses = _ => false;

        var failures = await HandleAsync(("m-1", Body("a")));

        failures.Should().BeEmpty();
        _sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Handle_SenderDiedMidway_WaitsForItsHold()
    {
        _sender.Dies = true;
        (await HandleAsync(("m-1", Body("a")))).Should().Equal("m-1");
        _sender.Dies = false;

        (await HandleAsync(("m-1", Body("a")))).Should().Equal("m-1");
        _clock.Advance(new FulfilmentOptions().NotificationHold);
        (await HandleAsync(("m-1", Body("a")))).Should().BeEmpty();

        _sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Handle_OutOfTimeInTheMiddle_GivesTheRestBackAndKeepsWhatWasSent()
    {
        using var deadline = new CancellationTokenSource();
        _sender.Refuses = _ =>
        {
            deadline.Cancel(); // once the first is under way
            return false;
        };

        var failures = await HandleAsync(deadline.Token, ("m-1", Body("a")), ("m-2", Body("b")), ("m-3", Body("c")));

        failures.Should().Equal("m-2", "m-3");
        _sender.Sent.Should().ContainSingle();
        (await _deliveries.FindAsync(OrderId.FromIdempotencyKey("a"), NotificationKind.Shipped, default))!.SentAt.Should().NotBeNull();
    }

    private static string Body(string key) => NotificationMessage.Write(new Notification(
        OrderId.FromIdempotencyKey(key), NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way – 茶", "Dear Ada,\n"));

    private Task<List<string?>> HandleAsync(params (string MessageId, string Body)[] messages) => HandleAsync(CancellationToken.None, messages);

    private async Task<List<string?>> HandleAsync(CancellationToken cancellationToken, params (string MessageId, string Body)[] messages)
    {
        var batch = JsonSerializer.Serialize(new
        {
            Records = messages.Select(message => new { messageId = message.MessageId, body = message.Body, receiptHandle = "h", eventSource = "aws:sqs" }),
        });
        var response = await _function.HandleAsync(Encoding.UTF8.GetBytes(batch), cancellationToken);
        using var json = JsonDocument.Parse(response);
        return [.. json.RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(failure => failure.GetProperty("itemIdentifier").GetString())];
    }

    private sealed class ScriptedSender : INotificationSender
    {
        public List<Notification> Sent { get; } = [];

        public Func<Notification, bool> Refuses { get; set; } = _ => false;

        public bool Dies { get; set; }

        public bool HandsOver => true;

        public Task SendAsync(Notification notification, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Dies)
            {
                throw new ProcessDiedException();
            }

            if (Refuses(notification))
            {
                throw new NotificationNotSentException("No.");
            }

            Sent.Add(notification);
            return Task.CompletedTask;
        }
    }
}
