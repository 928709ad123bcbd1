using System.Text;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class CustomersEndpointsTests : IAsyncLifetime
{
    private const string Ada = "/api/customers/C-0001";

    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("+33 1 42 68 53 00", "+33142685300")]
    [InlineData("0033 (1) 42-68-53-00", "+33142685300")]
    [InlineData("+44 (0)1632 960777", "+441632960777")]
    public async Task Add_PhoneAsPeopleWriteIt_IsKeptAsInE164(string phone, string kept) =>
        (await _api.SendAsync("POST", "/api/customers", Body(phone: phone), "k")).Json["phone"]!.GetValue<string>().Should().Be(kept);

    [Theory]
    [InlineData("01632 960777")]
    [InlineData("call me")]
    [InlineData("+999 123")]
    public async Task Add_NoInternationalNumber_IsRefused(string phone) =>
        (await _api.SendAsync("POST", "/api/customers", Body(phone: phone), "k")).ErrorFields.Should().Equal("phone");

    [Fact]
    public async Task Add_AddressOfAnother_NamesWhose()
    {
        var answer = await _api.SendAsync("POST", "/api/customers", Body(email: "ADA@example.com"), "k");

        answer.Status.Should().Be(409);
        answer.ProblemType.Should().Be("urn:ordering-system:problem:customer-exists");
        answer.Json["detail"]!.GetValue<string>().Should().Contain("email").And.Contain("C-0001");
    }

    [Fact]
    public async Task Add_UnknownChannel_IsRefused() =>
        (await _api.SendAsync("POST", "/api/customers", Body(channel: "fax"), "k")).ErrorFields.Should().Equal("channel");

    [Fact]
    public async Task Correct_SeenVersion_ChangesAndKeepsTheHistory()
    {
        using var seen = await _api.Client.GetAsync(Ada);

        using var corrected = await CorrectAsync(Body(name: "Ada Lovelace", channel: "phone"), seen.Headers.ETag!.ToString());
        using var late = await CorrectAsync(Body(name: "Ada Byron"), seen.Headers.ETag!.ToString());

        ((int)corrected.StatusCode).Should().Be(200);
        ((int)late.StatusCode).Should().Be(412);
        (await late.Content.ReadAsStringAsync()).Should().Contain("precondition-failed");
        var history = (await _api.SendAsync("GET", Ada + "/history")).Json["items"]!.AsArray();
        history.Select(change => change!["field"]!.GetValue<string>()).Should().Equal("name", "email", "phone", "address", "channel");
        history[0]!.ToJsonString().Should().Be("""{"at":"2026-03-02T09:30:15.123Z","by":"olga","field":"name","from":"Ada Brightwater","to":"Ada Lovelace"}""");
        (await _api.SendAsync("GET", Ada)).Json["version"]!.GetValue<int>().Should().Be(2);
    }

    [Fact]
    public async Task Erase_OrdersDone_TakesPersonalDataOutEverywhereAndKeepsTheOrders()
    {
        var order = Samples.OrderOf("a") with { Status = OrderStatus.Shipped, ShippedAt = Samples.Start, NotifiedAt = Samples.Start };
        await _api.Orders.TryAddAsync(order, [new TimelineEntry(Samples.Start, TimelineKind.Note, "Ada's neighbour took it.", "olga")], default);
        var notification = new Notification(order.OrderId, NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way", "Dear Ada");
        await _api.Ledger.PostAsync(notification, Samples.Start, default);

        var answer = await _api.SendAsync("POST", Ada + "/erase", """{"reason":"Asked for by letter."}""");
        var again = await _api.SendAsync("POST", Ada + "/erase", """{"reason":"Asked for by letter."}""");

        answer.Status.Should().Be(200);
        again.Json.ToJsonString().Should().Be(answer.Json.ToJsonString());
        var all = new StringBuilder();
        foreach (var path in new[] { Ada, Ada + "/history", "/api/orders", $"/api/orders/{order.OrderId}", $"/api/orders/{order.OrderId}/timeline", "/api/notifications" })
        {
            all.Append((await _api.SendAsync("GET", path)).Json.ToJsonString());
        }

        all.ToString().Should().NotContainAny("Ada", "ada@", "Brightwater", "1632960001", "Mill Lane", "neighbour", "Ring twice");
        (await _api.SendAsync("GET", $"/api/orders/{order.OrderId}")).Json["items"]!.AsArray().Should().HaveCount(2);
        (await _api.SendAsync("GET", "/api/orders?search=brightwater")).Json["items"]!.AsArray().Should().BeEmpty();
        (await _api.SendAsync("PUT", Ada, Body())).ProblemType.Should().Be("urn:ordering-system:problem:customer-erased");
        (await _api.SendAsync("POST", "/api/orders", """{"customerId":"C-0001","items":[{"description":"Tea","quantity":1}]}""", "k")).ErrorFields.Should().Equal("customerId");
    }

    [Fact]
    public async Task Erase_OpenOrder_IsRefusedByName()
    {
        await _api.Orders.TryAddAsync(Samples.OrderOf("a"), [], default);

        var answer = await _api.SendAsync("POST", Ada + "/erase", """{"reason":"Asked for by letter."}""");

        answer.Status.Should().Be(409);
        answer.Json["detail"]!.GetValue<string>().Should().Contain(OrderId.FromIdempotencyKey("a").Value);
        (await _api.SendAsync("GET", Ada)).Json["erasedAt"].Should().BeNull();
    }

    private static string Body(
        string name = "Bruno Castellane", string email = "bruno@example.com", string phone = "+33142685300", string address = "Rue des Tanneurs 4", string channel = "email") =>
        $$"""{"name":"{{name}}","email":"{{email}}","phone":"{{phone}}","address":"{{address}}","channel":"{{channel}}"}""";

    private async Task<HttpResponseMessage> CorrectAsync(string body, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Ada) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await _api.Client.SendAsync(request);
    }
}
