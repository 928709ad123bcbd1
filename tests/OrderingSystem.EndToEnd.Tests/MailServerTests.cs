using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using MimeKit;
using OrderingSystem.Tests.Tools;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The host tells a customer by e-mail, by a real mail server that is out of order for days: never not at all, and once wherever the server says that it took the message.</summary>
public sealed class MailServerTests : IDisposable
{
    private const string Zoe = """{"name":"Zoe Penhaligon","email":"zoe@example.com","phone":"+441632960999","address":"1 Quay"}""";

    private static readonly TimeSpan HalfADay = TimeSpan.FromHours(12);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-mail-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task MailServer_RefusesConnectionsForThreeDays_GetsTheMessageOnce()
    {
        var port = FreePort();
        await using var host = await ServeAsync(port);
        using var http = host.SignedIn();
        var order = await ShipAsync(http);

        await AdvanceUntilAsync(http, async () => await http.NowAsync() - Shop.TimeOf((await http.ReadAsync(order))["shippedAt"]) > TimeSpan.FromDays(3));
        var waiting = await http.ReadAsync(order);
        var whereabouts = await http.ReadAsync(order + "/whereabouts");
        await using var server = await MailServer.StartAsync(port);
        await AdvanceUntilAsync(http, () => IsToldAsync(http, order), TimeSpan.FromHours(1));
        await http.AdvanceAsync(TimeSpan.FromDays(2));

        waiting["status"]!.GetValue<string>().Should().Be("Shipped", "an order that shipped stays shipped");
        (waiting["notifiedAt"], waiting["attention"]).Should().Be((null, null), "it is tried for five days or so before anybody is asked");
        whereabouts["waitingFor"]!.GetValue<string>().Should().Be("notification");
        await IsToldOnceAsync(http, order, await server.TakenAsync());
    }

    [Fact]
    public async Task MailServer_DropsConnectionsUntilSomebodyIsAsked_GetsTheMessageOnceWhenTheyDecide()
    {
        await using var server = await MailServer.StartAsync();
        _ = await server.BehaveAsync("""{"data": "cut"}""");
        await using var host = await ServeAsync(server.Port);
        using var http = host.SignedIn();
        var order = await ShipAsync(http);

        await AdvanceUntilAsync(http, async () => (await http.ReadAsync(order))["attention"] is not null);
        var waiting = await http.ReadAsync(order);
        (await server.TakenAsync()).Should().BeEmpty(); // from here on it takes what comes
        using var decided = await http.PostAsJsonAsync(order + "/decision", new { decision = "retry", note = "The mail server is up again." });
        await Polling.UntilAsync(() => IsToldAsync(http, order));

        decided.StatusCode.Should().Be(HttpStatusCode.OK);
        waiting["attention"]!["error"]!.GetValue<string>().Should().Be("NotificationFailedException");
        (Shop.TimeOf(waiting["attention"]!["since"]) - Shop.TimeOf(waiting["shippedAt"])).Should().BeGreaterThan(TimeSpan.FromDays(3));
        await IsToldOnceAsync(http, order, await server.TakenAsync());
    }

    /// <summary>The one window that remains, as NotifyCustomer's remarks and the README's limits say: told twice rather than not at all, under one Message-ID.</summary>
    [Fact]
    public async Task Host_KilledBetweenTheServersTakingAndTheRecord_SendsTheSameMessageAgain()
    {
        await using var server = await MailServer.StartAsync();
        _ = await server.BehaveAsync("""{"data": "keep"}""");
        string order;
        TakenMessage first;
        await using (var dying = await ServeAsync(server.Port))
        {
            using var client = dying.SignedIn();
            order = await client.PlaceOrderAsync(await client.AddCustomerAsync(Zoe));
            using var moving = new CancellationTokenSource();
            var moves = MoveOnAsync(client, moving.Token);
            first = await server.NextAsync();
            await dying.KillAsync();
            await moving.CancelAsync();
            await moves;
        }

        (await server.TakenAsync()).Should().BeEmpty(); // from here on it says what it took
        await using var host = await ServeAsync(server.Port);
        using var http = host.SignedIn();
        (await http.ReadAsync(order))["notifiedAt"].Should().BeNull("nobody told the host that the message was taken");
        await AdvanceUntilAsync(http, () => IsToldAsync(http, order), TimeSpan.FromMinutes(5));

        var again = await server.TakenAsync();
        await IsToldOnceAsync(http, order, again);
        Read(again.Single()).MessageId.Should().Be(Read(first).MessageId);
    }

    private static async Task IsToldOnceAsync(HttpClient http, string order, IReadOnlyList<TakenMessage> taken)
    {
        var told = await http.ReadAsync(order);
        told["attention"].Should().BeNull();
        var message = taken.Should().ContainSingle().Subject;
        message.To.Should().Equal("zoe@example.com");
        var mail = Read(message);
        mail.Body.Should().BeOfType<MultipartAlternative>().Which.Select(part => part.ContentType.MimeType).Should().Equal("text/plain", "text/html");
        foreach (var text in (string?[])[mail.TextBody, mail.HtmlBody])
        {
            text.Should().Contain("Zoe Penhaligon").And.Contain(told["trackingNumber"]!.GetValue<string>());
        }

        var timeline = (await http.ReadAsync(order + "/timeline"))["items"]!.AsArray();
        timeline.Where(entry => entry!["kind"]!.GetValue<string>() == "notified").Should().ContainSingle()
            .Which!["text"]!.GetValue<string>().Should().Be("The customer was told by e-mail: shipped.");
        (await http.ReadAsync($"/api/notifications?orderId={order.Split('/')[^1]}"))["items"]!.AsArray().Should().ContainSingle()
            .Which!["sentAt"]!.GetValue<string>().Should().Be(told["notifiedAt"]!.GetValue<string>());
        (await http.ReadAsync("/api/invariants"))["violations"]!.AsArray().Should().BeEmpty();
    }

    private static async Task<bool> IsToldAsync(HttpClient http, string order) => (await http.ReadAsync(order))["notifiedAt"] is not null;

    private static async Task<string> ShipAsync(HttpClient http)
    {
        var order = await http.PlaceOrderAsync(await http.AddCustomerAsync(Zoe));
        await AdvanceUntilAsync(http, async () => (await http.ReadAsync(order))["shippedAt"] is not null);
        return order;
    }

    /// <summary>Days pass as the test lets them: between two moves the clock goes no faster than the world's.</summary>
    private static Task AdvanceUntilAsync(HttpClient http, Func<Task<bool>> condition, TimeSpan? step = null) => Polling.UntilAsync(async () =>
    {
        if (await condition())
        {
            return true;
        }

        await http.AdvanceAsync(step ?? HalfADay);
        return false;
    });

    /// <summary>Until the host dies under it.</summary>
    private static async Task MoveOnAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await http.AdvanceAsync(TimeSpan.FromHours(1));
            }
        }
        catch (HttpRequestException)
        {
            // killed
        }
    }

    private Task<HostProcess> ServeAsync(int port) => HostProcess.ServeAsync(
        _folder.FullName, "--smtp", string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{port}"), "--mail-from", "orders@shop.example");

    private static MimeMessage Read(TakenMessage taken) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(taken.Text)));

    /// <summary>Nobody listens there: it was free a moment ago.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
