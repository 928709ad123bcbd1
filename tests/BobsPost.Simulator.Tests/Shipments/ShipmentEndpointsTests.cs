using System.Net;
using System.Text.Json;

namespace BobsPost.Simulator.Tests.Shipments;

public sealed class ShipmentEndpointsTests
{
    [Fact]
    public async Task Book_ValidRequest_AnswersTheScheduledShipment()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var response = await carrier.BookAsync("order-1");

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        var shipment = await SimulatorFixture.ReadAsync(response);
        shipment.EnumerateObject().Select(member => member.Name).Should()
            .Contain(["shipmentId", "trackingNumber", "clientReference", "status", "estimatedDispatchAt"]);
        shipment.GetProperty("clientReference").GetString().Should().Be("order-1");
        shipment.GetProperty("status").GetString().Should().Be("scheduled");
        shipment.GetProperty("estimatedDispatchAt").GetDateTimeOffset().Should()
            .BeOnOrAfter(carrier.Clock.GetUtcNow().AddHours(4)).And.BeOnOrBefore(carrier.Clock.GetUtcNow().AddDays(2));
    }

    [Fact]
    public async Task Book_SameKeyAndBody_AnswersTheSameShipmentWith200()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var first = await carrier.BookAsync("order-1");

        using var second = await carrier.BookAsync("order-1");

        second.StatusCode.Should().Be(HttpStatusCode.OK);
        ShipmentId(await SimulatorFixture.ReadAsync(second)).Should().Be(ShipmentId(await SimulatorFixture.ReadAsync(first)));
        (await carrier.LedgerAsync()).Shipments.Should().ContainSingle();
    }

    [Fact]
    public async Task Book_SameKeyAtTheSameTime_MakesOneShipment()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => carrier.BookAsync("order-1")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).Should().Be(15);
        (await carrier.LedgerAsync()).Shipments.Should().ContainSingle();
    }

    [Fact]
    public async Task Book_SameKeyOtherBody_IsRefusedNamingTheHeader()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var first = await carrier.BookAsync("order-1");

        using var second = await carrier.BookAsync("order-1", address: "2 Main Street");

        second.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await FieldsOf(second)).Should().Equal("Idempotency-Key");
        (await carrier.LedgerAsync()).Shipments.Should().ContainSingle();
    }

    [Fact]
    public async Task Book_CarrierThatForgetsKeys_BooksTwice()
    {
        await using var carrier = await SimulatorFixture.StartAsync(options => options with { ForgetIdempotencyKeys = true });
        using var first = await carrier.BookAsync("order-1");

        using var second = await carrier.BookAsync("order-1");

        second.StatusCode.Should().Be(HttpStatusCode.Created);
        (await carrier.GetAsync("/v1/shipments?clientReference=order-1")).GetArrayLength().Should().Be(2);
    }

    [Theory]
    [InlineData("""nonsense""", 400, "body")]
    [InlineData("""[]""", 400, "body")]
    [InlineData("""{"clientReference":1}""", 400, "clientReference")]
    [InlineData("""{"recipient":{"name":"A","address":"B"},"parcels":[{"description":"C","quantity":1}]}""", 422, "clientReference")]
    [InlineData("""{"clientReference":"x","parcels":[{"description":"C","quantity":1}]}""", 422, "recipient.name", "recipient.address")]
    [InlineData("""{"clientReference":"x","recipient":{"name":"A","address":"B"},"parcels":[]}""", 422, "parcels")]
    [InlineData("""{"clientReference":"x","recipient":{"name":"A","address":"B"},"parcels":[null]}""", 422, "parcels[0].description", "parcels[0].quantity")]
    [InlineData("""{"clientReference":"x","recipient":{"name":"A","address":"B"},"parcels":[{"description":"C","quantity":0}]}""", 422, "parcels[0].quantity")]
    [InlineData("""{"clientReference":"x","recipient":{"name":"A","address":"Atlantis"},"parcels":[{"description":"C","quantity":1}]}""", 422, "recipient.address")]
    public async Task Book_WrongBody_IsAProblemThatNamesTheField(string body, int status, params string[] fields)
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var response = await carrier.PostAsync(body, "key");

        ((int)response.StatusCode).Should().Be(status);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await FieldsOf(response)).Should().Equal(fields);
        (await carrier.LedgerAsync()).Shipments.Should().BeEmpty();
    }

    [Fact]
    public async Task Book_NoKey_IsRefusedNamingTheHeader()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var response = await carrier.PostAsync("{}", idempotencyKey: null);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await FieldsOf(response)).Should().Equal("Idempotency-Key");
    }

    [Fact]
    public async Task Book_BodyOfTwoMegabytes_IsRefused()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var response = await carrier.PostAsync(new string(' ', 2 * 1024 * 1024), "key");

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await FieldsOf(response)).Should().Equal("body");
    }

    [Fact]
    public async Task Get_ClockJumpsByDays_ShowsTheShipmentAsShippedWhenItShipped()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var booked = await carrier.BookAsync("order-1");
        var shipment = await SimulatorFixture.ReadAsync(booked);
        var path = $"/v1/shipments/{ShipmentId(shipment)}";
        var before = await carrier.GetAsync(path);

        carrier.Clock.Advance(TimeSpan.FromDays(5));
        var after = await carrier.GetAsync(path);

        before.GetProperty("shippedAt").ValueKind.Should().Be(JsonValueKind.Null);
        after.GetProperty("status").GetString().Should().Be("shipped");
        after.GetProperty("shippedAt").GetString().Should().Be(shipment.GetProperty("estimatedDispatchAt").GetString());
    }

    [Fact]
    public async Task Get_UnknownId_IsNotFound()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var response = await carrier.Client.GetAsync("/v1/shipments/shp-unknown");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task List_NoClientReference_IsRefusedNamingTheParameter()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var response = await carrier.Client.GetAsync("/v1/shipments");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await FieldsOf(response)).Should().Equal("clientReference");
    }

    [Fact]
    public async Task Cancel_Scheduled_IsCancelledForGoodAndAgainChangesNothing()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var booked = await carrier.BookAsync("order-1");
        var path = $"/v1/shipments/{ShipmentId(await SimulatorFixture.ReadAsync(booked))}";

        using var first = await carrier.Client.PostAsync($"{path}/cancel", content: null);
        using var second = await carrier.Client.PostAsync($"{path}/cancel", content: null);
        carrier.Clock.Advance(TimeSpan.FromDays(5));

        first.StatusCode.Should().Be(HttpStatusCode.OK);
        second.StatusCode.Should().Be(HttpStatusCode.OK);
        (await carrier.GetAsync(path)).GetProperty("status").GetString().Should().Be("cancelled");
    }

    [Fact]
    public async Task Cancel_Shipped_IsAConflictThatSaysSinceWhen()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var booked = await carrier.BookAsync("order-1");
        var shipment = await SimulatorFixture.ReadAsync(booked);
        carrier.Clock.Advance(TimeSpan.FromDays(5));

        using var response = await carrier.Client.PostAsync($"/v1/shipments/{ShipmentId(shipment)}/cancel", content: null);

        response.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await SimulatorFixture.ReadAsync(response)).GetProperty("shippedAt").GetString()
            .Should().Be(shipment.GetProperty("estimatedDispatchAt").GetString());
    }

    [Fact]
    public async Task Book_SameSeed_GivesTheSameShipments()
    {
        await using var one = await SimulatorFixture.StartAsync(options => options with { Seed = 7 });
        await using var other = await SimulatorFixture.StartAsync(options => options with { Seed = 7 });
        await using var another = await SimulatorFixture.StartAsync(options => options with { Seed = 8 });

        foreach (var carrier in new[] { one, other, another })
        {
            using var response = await carrier.BookAsync("order-1");
        }

        var expected = await one.GetAsync("/v1/shipments?clientReference=order-1");
        (await other.GetAsync("/v1/shipments?clientReference=order-1")).ToString().Should().Be(expected.ToString());
        (await another.GetAsync("/v1/shipments?clientReference=order-1")).ToString().Should().NotBe(expected.ToString());
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryRoute()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        var document = await carrier.GetAsync("/openapi/v1.json");

        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Should().BeEquivalentTo(
            "/v1/shipments",
            "/v1/shipments/{shipmentId}",
            "/v1/shipments/{shipmentId}/cancel",
            "/v1/status",
            "/simulator/faults",
            "/simulator/outages",
            "/simulator/ledger");
        document.GetProperty("paths").GetProperty("/v1/shipments").GetProperty("post").GetProperty("responses")
            .EnumerateObject().Select(response => response.Name).Should().Contain(["200", "201", "400", "422"]);
    }

    private static string ShipmentId(JsonElement shipment) => shipment.GetProperty("shipmentId").GetString()!;

    private static async Task<string[]> FieldsOf(HttpResponseMessage response) =>
        [.. (await SimulatorFixture.ReadAsync(response)).GetProperty("errors").EnumerateObject().Select(field => field.Name)];
}
