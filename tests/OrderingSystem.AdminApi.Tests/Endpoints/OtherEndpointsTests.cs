using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Readiness;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class OtherEndpointsTests : IAsyncLifetime
{
    private const string Bruno =
        """{"name":"Bruno Castellane","email":"bruno@example.com","phone":"+441632960002","address":"Rue des Tanneurs 4"}""";

    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Customers_AddTwiceUnderOneKey_AddsOne()
    {
        var first = await _api.SendAsync("POST", "/api/customers", Bruno, "k");
        var second = await _api.SendAsync("POST", "/api/customers", Bruno, "k");
        var other = await _api.SendAsync("POST", "/api/customers", Bruno.Replace("Bruno", "Bruna", StringComparison.Ordinal), "k");

        first.Status.Should().Be(201);
        second.Json.ToJsonString().Should().Be(first.Json.ToJsonString());
        other.Status.Should().Be(409);
        (await _api.SendAsync("GET", "/api/customers?search=bruno")).Json["items"]!.AsArray().Should().ContainSingle();
        (await _api.SendAsync("GET", first.Location!)).Json["name"]!.GetValue<string>().Should().Be("Bruno Castellane");
    }

    [Fact]
    public async Task Customers_Correct_ChangesTheCustomer()
    {
        var answer = await _api.SendAsync("PUT", "/api/customers/C-0001", Bruno);

        answer.Status.Should().Be(200);
        (await _api.SendAsync("GET", "/api/customers/C-0001")).Json["email"]!.GetValue<string>().Should().Be("bruno@example.com");
        (await _api.SendAsync("PUT", "/api/customers/C-9", Bruno)).Status.Should().Be(404);
    }

    [Fact]
    public async Task Customers_BadDetails_NamesTheFields()
    {
        var answer = await _api.SendAsync("PUT", "/api/customers/C-0001", """{"name":"a\nb","email":"x","phone":"0123","address":""}""");

        answer.Status.Should().Be(422);
        answer.ErrorFields.Should().BeEquivalentTo("name", "email", "phone", "address");
    }

    [Fact]
    public async Task Notifications_SentOne_IsShown()
    {
        var notification = new Notification(
            OrderId.FromIdempotencyKey("a"), NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way", "Dear Ada");
        await _api.Ledger.ClaimAsync(notification, Samples.Start, Samples.Start.AddMinutes(2), default);
        await _api.Ledger.MarkSentAsync(notification, Samples.Start, default);

        var answer = await _api.SendAsync("GET", $"/api/notifications?orderId={notification.OrderId}");

        answer.Json["items"]![0]!.ToJsonString().Should().Be(
            $$"""{"notificationId":"{{notification.OrderId}}.shipped","orderId":"{{notification.OrderId}}","kind":"shipped","state":"sent","channel":"email","to":"ada@example.com","subject":"On its way","text":null,"since":null,"sentAt":"2026-03-02T09:30:15.123Z","calledBy":null,"note":null}""");
    }

    [Fact]
    public async Task Carrier_HeldAndReleased_SaysWhoAndWhy()
    {
        var reason = """{"reason":"They asked us to wait."}""";

        var early = await _api.SendAsync("POST", "/api/carrier/release", reason);
        var bare = await _api.SendAsync("POST", "/api/carrier/hold", "{}");
        var held = await _api.SendAsync("POST", "/api/carrier/hold", reason);
        var probed = await _api.SendAsync("POST", "/api/carrier/probe", reason);
        var released = await _api.SendAsync("POST", "/api/carrier/release", reason);

        early.ProblemType.Should().EndWith("not-held");
        bare.ErrorFields.Should().Equal("reason");
        held.Json["state"]!.GetValue<string>().Should().Be("held");
        held.Json["hold"]!["reason"]!.GetValue<string>().Should().Be("They asked us to wait.");
        probed.ProblemType.Should().EndWith("not-probed");
        released.Json["state"]!.GetValue<string>().Should().Be("recovering");
    }

    [Fact]
    public async Task Carrier_Up_SaysSo()
    {
        var answer = await _api.SendAsync("GET", "/api/carrier");

        answer.Json.ToJsonString().Should().Be(
            """{"name":"Bob\u0027s Post","state":"up","since":"2026-03-02T09:30:15.123Z","outageId":null,"downSince":null,"lastError":null,"nextProbeAt":null,"probesInVain":0,"ordersWaiting":0,"oldestWaitsSince":null,"drain":null,"whenItReturns":null,"hold":null}""");
    }

    [Fact]
    public async Task Carrier_Down_SaysSinceWhenHowManyWaitAndWhenItIsAskedNext()
    {
        ((FakeCarrier)_api.Services.GetRequiredService<ICarrierGateway>()).IsDown = true;
        await ParkAsync("a");

        var answer = await _api.SendAsync("GET", "/api/carrier");

        answer.Json["state"]!.GetValue<string>().Should().Be("down");
        answer.Json["downSince"]!.GetValue<string>().Should().Be("2026-03-02T09:30:15.123Z");
        answer.Json["outageId"]!.GetValue<string>().Should().StartWith("outage-");
        answer.Json["nextProbeAt"]!.GetValue<string>().Should().Be("2026-03-02T09:30:30.123Z");
        answer.Json["ordersWaiting"]!.GetValue<int>().Should().Be(1);
        answer.Json["oldestWaitsSince"]!.GetValue<string>().Should().Be("2026-03-02T09:30:15.123Z");
        answer.Json["drain"].Should().BeNull();
    }

    [Fact]
    public async Task Carrier_OutagesOfThirtyDays_AreOneForAllTheirWatches()
    {
        _api.Executions.AddMachine("carrier-watch", "{}");
        foreach (var name in new[] { "outage-20260301T093015Z-7-1", "outage-20260301T093015Z-7", "outage-20260220T080000Z-3" })
        {
            _api.Executions.AddExecution(new ExecutionKey("carrier-watch", name), "SUCCEEDED");
        }

        var answer = await _api.SendAsync("GET", "/api/carrier/outages");

        answer.Json["items"]!.AsArray().Select(item => item!.ToJsonString()).Should().Equal(
            """{"outageId":"outage-20260301T093015Z-7","beganAt":"2026-03-01T09:30:15Z","endedAt":"2026-03-02T10:30:15.123Z"}""",
            """{"outageId":"outage-20260220T080000Z-3","beganAt":"2026-02-20T08:00:00Z","endedAt":"2026-03-02T10:30:15.123Z"}""");
    }

    [Fact]
    public async Task Carrier_Recovering_ShowsTheDrain()
    {
        await ParkAsync("a");

        var answer = await _api.SendAsync("GET", "/api/carrier");

        answer.Json["state"]!.GetValue<string>().Should().Be("recovering");
        answer.Json["drain"]!.ToJsonString().Should().Be("""{"released":0,"waiting":1,"ordersPerBatch":1,"pausedUntil":null}""");
    }

    private Task ParkAsync(string name) => _api.Services.GetRequiredService<ParkOrder>().RunAsync(
        new ParkRequest(name, OrderId.FromIdempotencyKey(name), "BookShipment", new TaskToken("token")), wasAsked: true, default);

    [Fact]
    public async Task Clock_Advance_MovesIt()
    {
        var answer = await _api.SendAsync("POST", "/api/clock/advance", """{"by":"P1D"}""");

        answer.Json.ToJsonString().Should().Be(
            """{"now":"2026-03-03T09:30:15.123Z","mode":"real","fired":[{"dueAt":"2026-03-03T09:30:15.123Z","executionName":"woken","stateMachine":"order"}]}""");
        (await _api.SendAsync("GET", "/api/clock")).Json.ToJsonString().Should().Be("""{"now":"2026-03-03T09:30:15.123Z","mode":"real"}""");
    }

    [Fact]
    public async Task Clock_Rate_RunsFaster()
    {
        var answer = await _api.SendAsync("POST", "/api/clock/rate", """{"factor":60}""");

        answer.Json["mode"]!.GetValue<string>().Should().Be("x60");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"factor":0}""")]
    [InlineData("""{"factor":-1}""")]
    [InlineData("""{"factor":61}""")]
    public async Task Clock_BadRate_NamesTheField(string body)
    {
        var answer = await _api.SendAsync("POST", "/api/clock/rate", body);

        answer.Status.Should().Be(422);
        answer.ErrorFields.Should().Equal("factor");
    }

    [Theory]
    [InlineData("1 day")]
    [InlineData("-P1D")]
    [InlineData("P400D")]
    [InlineData("PT0S")]
    public async Task Clock_BadDuration_NamesTheField(string by)
    {
        var answer = await _api.SendAsync("POST", "/api/clock/advance", $$"""{"by":"{{by}}"}""");

        answer.Status.Should().Be(422);
        answer.ErrorFields.Should().Equal("by");
    }

    [Fact]
    public async Task Health_NothingWrong_IsReady()
    {
        (await _api.SendAsync("GET", "/healthz")).Status.Should().Be(200);
        (await _api.SendAsync("GET", "/readyz")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Health_SomethingMissing_SaysWhat()
    {
        await using var api = await ApiServer.StartAsync(services => services.AddSingleton<IReadinessCheck, NeverReady>());

        var answer = await api.SendAsync("GET", "/readyz");

        answer.Status.Should().Be(503);
        answer.Json["reasons"]!["disk"]!.GetValue<string>().Should().Be("full");
    }

    [Fact]
    public void Routes_BelowApi_EachNamesItsScope()
    {
        var routes = _api.Endpoints.OfType<RouteEndpoint>().Where(route => route.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)).ToList();

        routes.Should().NotBeEmpty();
        routes.Where(route => route.RoutePattern.RawText != "/api/me").Should().AllSatisfy(route => route.Metadata.GetMetadata<RequiredScope>().Should().NotBeNull("{0}", route.DisplayName));
    }

    private sealed class NeverReady : IReadinessCheck
    {
        public string Name => "disk";

        public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("full");
    }
}
