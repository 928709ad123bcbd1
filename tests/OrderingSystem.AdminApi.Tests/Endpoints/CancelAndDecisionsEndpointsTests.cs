using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class CancelAndDecisionsEndpointsTests : IAsyncLifetime
{
    private const string Reason = """{"reason":"The customer changed their mind."}""";

    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Cancel_OpenOrder_IsAcceptedByOneExecutionNamedAfterIt()
    {
        var order = Samples.OrderOf("a");
        await _api.Orders.TryAddAsync(order, [], default);

        var first = await _api.SendAsync("POST", $"/api/orders/{order.OrderId}/cancel", Reason);
        var again = await _api.SendAsync("POST", $"/api/orders/{order.OrderId}/cancel", Reason);

        first.Status.Should().Be(202);
        first.Location.Should().Be($"/api/orders/{order.OrderId}");
        again.Status.Should().Be(202);
        _api.Companions.Started.Should().Equal($"cancel-{order.OrderId}");
        (await _api.Orders.ReadTimelineAsync(order.OrderId, default)).Should().ContainSingle().Which.Kind.Should().Be(TimelineKind.CancellationRequested);
    }

    [Fact]
    public async Task Cancel_ShippedOrder_IsTooLate()
    {
        var order = Samples.OrderOf("a") with { Status = OrderStatus.Shipped };
        await _api.Orders.TryAddAsync(order, [], default);

        var answer = await _api.SendAsync("POST", $"/api/orders/{order.OrderId}/cancel", Reason);

        answer.Status.Should().Be(409);
        answer.ProblemType.Should().EndWith("too-late-to-cancel");
        _api.Companions.Started.Should().BeEmpty();
    }

    [Fact]
    public async Task Cancel_UnknownOrder_IsMissing() =>
        (await _api.SendAsync("POST", $"/api/orders/{OrderId.FromIdempotencyKey("x")}/cancel", Reason)).Status.Should().Be(404);

    [Fact]
    public async Task Cancel_WithoutAReason_IsInvalid() =>
        (await _api.SendAsync("POST", $"/api/orders/{OrderId.FromIdempotencyKey("x")}/cancel", "{}")).ErrorFields.Should().Equal("reason");

    [Fact]
    public async Task Cancel_StepFunctionsDown_AsksToComeAgain()
    {
        var order = Samples.OrderOf("a");
        await _api.Orders.TryAddAsync(order, [], default);
        _api.Companions.IsDown = true;

        (await _api.SendAsync("POST", $"/api/orders/{order.OrderId}/cancel", Reason)).Status.Should().Be(503);
    }

    [Fact]
    public async Task Decisions_DryRun_SaysHowManyAndStartsNothing()
    {
        await AddAskingAsync(3);

        var answer = await _api.SendAsync(
            "POST", "/api/decisions", """{"decision":"retry","dryRun":true,"filter":{"error":"BookingRefusedException"}}""");

        answer.Status.Should().Be(200);
        answer.Json["orders"]!.GetValue<int>().Should().Be(3);
        answer.Json["oldestOrderId"].Should().NotBeNull();
        _api.Companions.Started.Should().BeEmpty();
    }

    [Fact]
    public async Task Decisions_BeginLookStop_TellsTheProgress()
    {
        await AddAskingAsync(3);

        var begun = await _api.SendAsync("POST", "/api/decisions", """{"decision":"retry","note":"Fixed.","ordersPerMinute":30}""", key: "k");
        var found = await _api.SendAsync("GET", begun.Location!);
        var stopped = await _api.SendAsync("POST", $"{begun.Location}/stop");

        begun.Status.Should().Be(202);
        found.Json["state"]!.GetValue<string>().Should().Be("running");
        found.Json["total"]!.GetValue<int>().Should().Be(3);
        found.Json["by"]!.GetValue<string>().Should().Be("olga");
        stopped.Json["state"]!.GetValue<string>().Should().Be("stopped");
        _api.Companions.Started.Should().Equal(begun.Location!.Split('/')[^1]);
    }

    [Theory]
    [InlineData("""{"decision":"perhaps"}""", "decision")]
    [InlineData("""{"decision":"retry","ordersPerMinute":0}""", "ordersPerMinute")]
    [InlineData("""{"decision":"retry","filter":{"colour":"red"}}""", "filter.colour")]
    public async Task Decisions_Nonsense_NamesTheField(string body, string field) =>
        (await _api.SendAsync("POST", "/api/decisions", body, key: "k")).ErrorFields.Should().Equal(field);

    [Fact]
    public async Task Decisions_UnknownJob_IsMissing() => (await _api.SendAsync("GET", "/api/decisions/decisions-x")).Status.Should().Be(404);

    private async Task AddAskingAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var attention = new Attention("BookShipment", "BookingRefusedException", "No such street.", Samples.Start.AddMinutes(-number - 1), 0, new TaskToken($"t-{number}"));
            await _api.Orders.TryAddAsync(Samples.OrderOf($"{number}") with { Attention = attention }, [], default);
        }
    }
}
