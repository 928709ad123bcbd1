using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Notifications;

namespace OrderingSystem.Infrastructure.Tests.Notifications;

public sealed class SmtpNotificationSenderTests : IAsyncDisposable
{
    private static readonly Notification Message =
        NotificationText.Compose(Samples.OrderOf("a"), Samples.Ada, NotificationKind.Shipped);

    private readonly LoopbackMailServer _server = new();

    [Fact]
    public async Task Send_ServerTakesIt_CarriesTheNotificationAndItsId()
    {
        await Sender().SendAsync(Message, default);

        var text = _server.Messages.Should().ContainSingle().Subject;
        text.Should().Contain($"Message-Id: <{OrderId.FromIdempotencyKey("a")}.shipped@orders.example.com>");
        text.Should().Contain("To: ada@example.com");
        text.Should().Contain("From: Orders <no-reply@orders.example.com>");
        text.Should().Contain("Date: Mon, 02 Mar 2026");
    }

    [Fact]
    public async Task Send_RecipientRefused_IsNotSentAndNamesNobody()
    {
        _server.RecipientAnswer = "550 no such mailbox ada@example.com";

        var failure = await FluentActions.Awaiting(() => Sender().SendAsync(Message, default)).Should().ThrowAsync<NotificationNotSentException>();

        failure.Which.Message.Should().NotContain("ada@");
        _server.Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_LineDiesBeforeTheAnswer_CountsAsNotSent()
    {
        _server.DropAfterData = true;

        await FluentActions.Awaiting(() => Sender().SendAsync(Message, default)).Should().ThrowAsync<NotificationNotSentException>();
    }

    [Fact]
    public async Task Send_NoServer_IsNotSent()
    {
        int port;
        await using (var gone = new LoopbackMailServer())
        {
            port = gone.Port;
        }

        await FluentActions.Awaiting(() => Sender(port).SendAsync(Message, default)).Should().ThrowAsync<NotificationNotSentException>();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private SmtpNotificationSender Sender(int? port = null) => new(
        Options.Create(new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = port ?? _server.Port,
            Security = SmtpSecurity.None,
            From = "no-reply@orders.example.com",
        }),
        new FakeTimeProvider(Samples.Start));
}
