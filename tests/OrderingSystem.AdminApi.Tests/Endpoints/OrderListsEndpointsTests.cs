using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class OrderListsEndpointsTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task List_FiltersTogether_SelectsWhatTheyName()
    {
        await AddAsync("a", order => order with { PlacedAt = Samples.Start.AddDays(-2) });
        await AddAsync("b", order => order with { Status = OrderStatus.Scheduled });
        await AddAsync("c", order => order with { Status = OrderStatus.Shipped, PlacedBy = "import" });

        (await IdsAsync("?status=Placed,Scheduled&sort=placedAt")).Should().Equal(Id("a"), Id("b"));
        (await IdsAsync("?placedFrom=2026-03-01&placedTo=2026-03-03T00:00:00%2B01:00&status=Scheduled")).Should().Equal(Id("b"));
        (await IdsAsync("?placedBy=import&search=01632%20960%20001")).Should().Equal(Id("c"));
        (await IdsAsync("?waitingFor=carrier")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("status=Placed,Lost", "status")]
    [InlineData("status=0", "status")]
    [InlineData("waitingFor=godot", "waitingFor")]
    [InlineData("placedFrom=yesterday", "placedFrom")]
    [InlineData("placedTo=2026-13-01", "placedTo")]
    [InlineData("sort=price", "sort")]
    [InlineData("attention=maybe", "attention")]
    [InlineData("limit=501", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("search=a&search=b", "search")]
    public async Task List_WrongParameter_IsRefusedByName(string query, string field)
    {
        var answer = await _api.SendAsync("GET", "/api/orders?" + query);

        answer.Status.Should().Be(400);
        answer.ProblemType.Should().Be("urn:ordering-system:problem:query-invalid");
        answer.ErrorFields.Should().Equal(field);
    }

    [Fact]
    public async Task Counts_SomeOrders_SaysHowManyStandWhere()
    {
        await AddAsync("a", order => order);
        await AddAsync("b", order => order with { Attention = new Attention("BookShipment", "X", "Y", Samples.Start, 0, new TaskToken("t")) });
        await ParkAsync("a");

        (await _api.SendAsync("GET", "/api/orders/counts")).Json.ToJsonString().Should().Be(
            """{"total":2,"placed":2,"scheduled":0,"shipped":0,"cancelled":0,"rejected":0,"attention":1,"waitingForCarrier":1}""");
    }

    [Fact]
    public async Task Csv_ManyOrders_HasAllOfThemQuotedAndHarmless()
    {
        for (var number = 0; number < 1_100; number++)
        {
            await AddAsync($"{number}", order => order with { PlacedAt = Samples.Start.AddSeconds(number), Note = "=HYPERLINK(\"x\")" });
        }

        using var answer = await _api.Client.GetAsync("/api/orders.csv?sort=placedAt&placedFrom=2026-03-02");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        answer.Content.Headers.ContentType!.ToString().Should().Be("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.Should().Be("orders.csv");
        lines[0].Should().StartWith("orderId,status,placedAt,placedBy,customerId,customerName");
        lines.Should().HaveCount(1_102, "a line of names, a line an order, and the last line's end");
        lines[1].Should().StartWith($"{Id("0")},Placed,2026-03-02T09:30:15.123Z,admin,C-0001,Ada Brightwater,ada@example.com,+441632960001,")
            .And.Contain("\"2 x Tea \"\"first flush\"\" – 茶; 1 x Kettle\",\"'=HYPERLINK(\"\"x\"\")\"");
        lines.Skip(1).Take(1_100).Select(line => line.Split(',')[0]).Should().Equal(Enumerable.Range(0, 1_100).Select(number => Id($"{number}")));
    }

    [Fact]
    public async Task Csv_WrongParameter_IsAProblemAndNoTable()
    {
        var answer = await _api.SendAsync("GET", "/api/orders.csv?sort=price");

        answer.Status.Should().Be(400);
        answer.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task Notes_Added_StandInTheTimeline()
    {
        await AddAsync("a", order => order);

        var answer = await _api.SendAsync("POST", $"/api/orders/{Id("a")}/notes", """{"text":"Leave it with the neighbour."}""");

        answer.Status.Should().Be(201);
        answer.Json.ToJsonString().Should().Be("""{"at":"2026-03-02T09:30:15.123Z","kind":"note","text":"Leave it with the neighbour.","by":"olga"}""");
        var timeline = await _api.SendAsync("GET", answer.Location!);
        timeline.Json["items"]!.AsArray()[^1]!.ToJsonString().Should().Be(answer.Json.ToJsonString());
    }

    [Theory]
    [InlineData("""{"text":""}""")]
    [InlineData("""{"text":"a\u0000"}""")]
    [InlineData("{}")]
    public async Task Notes_NoText_NamesTheField(string body)
    {
        await AddAsync("a", order => order);

        var answer = await _api.SendAsync("POST", $"/api/orders/{Id("a")}/notes", body);

        answer.Status.Should().Be(422);
        answer.ErrorFields.Should().Equal("text");
    }

    [Fact]
    public async Task Notes_UnknownOrder_IsNotFound() =>
        (await _api.SendAsync("POST", $"/api/orders/{Id("nobody")}/notes", """{"text":"x"}""")).Status.Should().Be(404);

    [Fact]
    public async Task Notes_OrderWhoseRecordIsStillToCome_AsksToTryAgain()
    {
        var placed = await PlaceAsync("early");

        var answer = await _api.SendAsync("POST", $"/api/orders/{placed}/notes", """{"text":"x"}""");

        answer.Status.Should().Be(503);
        answer.ProblemType.Should().Be("urn:ordering-system:problem:not-ready");
        answer.RetryAfter.Should().NotBeNull();
    }

    [Fact]
    public async Task Whereabouts_ParkedOrder_WaitsForTheCarrierUntilItIsAskedAgain()
    {
        var orderId = await PlaceAsync("a");
        await AddAsync("a", order => order);
        ((FakeCarrier)_api.Services.GetRequiredService<ICarrierGateway>()).IsDown = true;
        await ParkAsync("a");

        var answer = await _api.SendAsync("GET", $"/api/orders/{orderId}/whereabouts");

        answer.Json["waitingFor"]!.GetValue<string>().Should().Be("carrier");
        answer.Json["state"]!.GetValue<string>().Should().Be("BookShipment");
        answer.Json["nextAt"]!.GetValue<string>().Should().Be("2026-03-02T09:30:30.123Z");
        answer.Json["executionStatus"]!.GetValue<string>().Should().Be("RUNNING");
        answer.Json["tellCustomer"]!.GetValue<string>().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Whereabouts_UnknownOrder_IsNotFound() =>
        (await _api.SendAsync("GET", $"/api/orders/{Id("nobody")}/whereabouts")).Status.Should().Be(404);

    private static string Id(string key) => OrderId.FromIdempotencyKey(key).Value;

    private async Task<string> PlaceAsync(string key) =>
        (await _api.SendAsync("POST", "/api/orders", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":1}]}""", key)).Json["orderId"]!.GetValue<string>();

    private async Task AddAsync(string key, Func<Order, Order> change) =>
        (await _api.Orders.TryAddAsync(change(Samples.OrderOf(key)), [], default)).Should().BeTrue();

    private Task ParkAsync(string key) => _api.Services.GetRequiredService<ParkOrder>().RunAsync(
        new ParkRequest(Id(key), OrderId.FromIdempotencyKey(key), "BookShipment", new TaskToken("token")), wasAsked: true, default);

    private async Task<IEnumerable<string>> IdsAsync(string query) =>
        (await _api.SendAsync("GET", "/api/orders" + query)).Json["items"]!.AsArray().Select(order => order!["orderId"]!.GetValue<string>());
}
