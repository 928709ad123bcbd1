using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class InvariantsEndpointsTests
{
    private const string Body = """{"customerId":"C-0001","items":[{"description":"Tea","quantity":1}]}""";

    [Fact]
    public async Task Get_AllIsWell_AnswersWithoutViolations()
    {
        await using var api = await ApiServer.StartAsync();
        await api.SendAsync("POST", "/api/orders", Body, "key-1");

        var answer = await api.SendAsync("GET", "/api/invariants");

        answer.Status.Should().Be(200);
        answer.Body!.ToJsonString().Should().StartWith("""{"checkedAt":"2026-03-02T09:30:15.123Z","ordersChecked":""").And.EndWith("\"violations\":[]}");
    }

    [Fact]
    public async Task Get_OrderThatNothingCarriesOn_NamesIt()
    {
        await using var api = await ApiServer.StartAsync();
        var order = Samples.OrderOf("lost");
        await api.Orders.TryAddAsync(order, [], default);

        var answer = await api.SendAsync("GET", "/api/invariants");

        var violation = answer.Body!["violations"]!.AsArray().Should().ContainSingle().Which!;
        violation["invariant"]!.GetValue<string>().Should().Be("openOrderWakes");
        violation["orderId"]!.GetValue<string>().Should().Be(order.OrderId.Value);
        violation["description"]!.GetValue<string>().Should().Be("The order is Placed, and none of its executions is running.");
    }
}
