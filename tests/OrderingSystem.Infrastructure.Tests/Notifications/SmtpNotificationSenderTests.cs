using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Notifications;
using OrderingSystem.Tests.Tools;

namespace OrderingSystem.Infrastructure.Tests.Notifications;

public sealed class SmtpNotificationSenderTests(MailServer server) : IClassFixture<MailServer>
{
    private const string HostileName = "<script>alert(1)</script> & \"Sons\"\u202e";

    private static readonly Notification Message =
        NotificationText.Compose(Samples.OrderOf("a"), Samples.Ada, NotificationKind.Shipped);

    [Fact]
    public async Task Send_ServerTakesIt_CarriesTheNotificationAndItsId()
    {
        _ = await server.TakenAsync();

        await Sender().SendAsync(Message, default);

        var taken = (await server.TakenAsync()).Should().ContainSingle().Subject;
        taken.To.Should().Equal("ada@example.com");
        var mail = Read(taken);
        mail.MessageId.Should().Be($"{OrderId.FromIdempotencyKey("a")}.shipped@orders.example.com");
        mail.Subject.Should().Be(Message.Subject);
        mail.From.ToString().Should().Be("\"Orders\" <no-reply@orders.example.com>");
        mail.Date.Should().BeCloseTo(Samples.Start, TimeSpan.FromSeconds(1), "a header has whole seconds");
    }

    [Fact]
    public async Task Send_WithHtml_CarriesBothFormsThePlainOneFirst()
    {
        _ = await server.TakenAsync();

        await Sender().SendAsync(Message, default);

        var mail = Read((await server.TakenAsync()).Should().ContainSingle().Subject);
        mail.Body.Should().BeOfType<MultipartAlternative>().Which.Select(part => part.ContentType.MimeType).Should().Equal("text/plain", "text/html");
        Normal(mail.TextBody).Should().Be(Normal(Message.Body));
        Normal(mail.HtmlBody).Should().Be(Normal(Message.Html));
    }

    [Fact]
    public async Task Send_HostileNameAndItem_ArriveAsTextNotAsMarkup()
    {
        _ = await server.TakenAsync();
        var order = Samples.OrderOf("a") with { Items = [new OrderItem("<img src=x onerror=alert(2)>", 2)] };

        await Sender().SendAsync(NotificationText.Compose(order, Samples.Ada with { Name = HostileName }, NotificationKind.Shipped), default);

        var mail = Read((await server.TakenAsync()).Should().ContainSingle().Subject);
        mail.TextBody.Should().Contain(HostileName);
        mail.HtmlBody.Should().NotContain("<script").And.NotContain("<img").And.NotContain("\u202e")
            .And.Contain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;").And.Contain("&lt;img src=x onerror=alert(2)&gt;");
    }

    [Theory]
    [InlineData("ada@example.com\r\nBcc: eve@example.com")]
    [InlineData("ada@example.com\r\n\r\nAn own body")]
    [InlineData("ada@example.com, eve@example.com")]
    [InlineData("(erased)")]
    public async Task Send_AddressThatIsMore_IsNotSent(string address)
    {
        _ = await server.TakenAsync();

        await FluentActions.Awaiting(() => Sender().SendAsync(Message with { To = address }, default)).Should().ThrowAsync<NotificationNotSentException>();

        (await server.TakenAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Send_SubjectWithLineBreaks_AddsNoHeader()
    {
        _ = await server.TakenAsync();

        await Sender().SendAsync(Message with { Subject = "Hello\r\nBcc: eve@example.com\r\nX-Own: yes\r\n\r\nAn own body" }, default);

        var taken = (await server.TakenAsync()).Should().ContainSingle().Subject;
        var mail = Read(taken);
        taken.To.Should().Equal("ada@example.com");
        mail.Headers.Select(header => header.Field).Should().NotContain("X-Own").And.NotContain("Bcc");
        Normal(mail.TextBody).Should().Be(Normal(Message.Body));
    }

    [Theory]
    [InlineData("""{"connect": 421}""")]
    [InlineData("""{"rcpt": 450}""")]
    [InlineData("""{"rcpt": 550}""")]
    [InlineData("""{"data": 451}""")]
    [InlineData("""{"data": 554}""")]
    [InlineData("""{"data": "cut"}""")]
    public async Task Send_ServerDoesNotTakeIt_IsNotSentAndNamesNobody(string behaviour)
    {
        _ = await server.BehaveAsync(behaviour);

        var failure = await FluentActions.Awaiting(() => Sender().SendAsync(Message, default)).Should().ThrowAsync<NotificationNotSentException>();

        failure.Which.ToString().Should().NotContain("ada@").And.NotContain("mailbox");
        (await server.TakenAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Send_ServerHangs_IsNotSent()
    {
        _ = await server.BehaveAsync("""{"data": "hang"}""");

        await FluentActions.Awaiting(() => Sender(timeout: TimeSpan.FromSeconds(2)).SendAsync(Message, default)).Should().ThrowAsync<NotificationNotSentException>();

        (await server.TakenAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Send_LineDiesBeforeTheAnswer_CountsAsNotSentAndComesAgainUnderTheSameId()
    {
        _ = await server.BehaveAsync("""{"data": "swallow"}""");

        await FluentActions.Awaiting(() => Sender().SendAsync(Message, default)).Should().ThrowAsync<NotificationNotSentException>();
        var first = (await server.TakenAsync()).Should().ContainSingle().Subject;
        await Sender().SendAsync(Message, default);

        var second = (await server.TakenAsync()).Should().ContainSingle().Subject;
        Read(second).MessageId.Should().Be(Read(first).MessageId);
    }

    [Fact]
    public async Task Send_LineDiesAfterTheAnswer_IsSent()
    {
        _ = await server.BehaveAsync("""{"quit": "cut"}""");

        await Sender().SendAsync(Message, default);

        (await server.TakenAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Send_NoServer_IsNotSent()
    {
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // taken, and nobody listens

        await FluentActions.Awaiting(() => Sender(((IPEndPoint)nobody.LocalEndPoint!).Port).SendAsync(Message, default)).Should().ThrowAsync<NotificationNotSentException>();
    }

    private static MimeMessage Read(TakenMessage taken) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(taken.Text)));

    private static string Normal(string? text) => (text ?? string.Empty).ReplaceLineEndings("\n").TrimEnd('\n');

    private SmtpNotificationSender Sender(int? port = null, TimeSpan? timeout = null) => new(
        Options.Create(new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = port ?? server.Port,
            Security = SmtpSecurity.None,
            From = "no-reply@orders.example.com",
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        }),
        new FakeTimeProvider(Samples.Start));
}
