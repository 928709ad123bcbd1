using System.Diagnostics;
using BobsPost.Simulator.Shipments;

namespace BobsPost.Simulator.Tests.Ledger;

public sealed class LedgerTests
{
    [Fact]
    public async Task Ledger_ThroughTheRoute_HasTheFieldsThatOtherProgramsRead()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var booked = await carrier.BookAsync("order-1");
        carrier.Clock.Advance(TimeSpan.FromDays(3));

        var ledger = await carrier.GetAsync("/simulator/ledger");

        var shipment = ledger.GetProperty("shipments").EnumerateArray().Should().ContainSingle().Subject;
        shipment.EnumerateObject().Select(member => member.Name).Should()
            .Equal("shipmentId", "clientReference", "trackingNumber", "status", "createdAt", "shippedAt");
        shipment.GetProperty("createdAt").GetString().Should().Be("2026-03-02T09:00:00.000Z");
        shipment.GetProperty("status").GetString().Should().Be("shipped");
        var request = ledger.GetProperty("requests").EnumerateArray().Should().ContainSingle().Subject;
        request.ToString().Should().Be(
            """{"at":"2026-03-02T09:00:00.000Z","method":"POST","path":"/v1/shipments","clientReference":"order-1","answer":"201"}""");
    }

    [Fact]
    public async Task Requests_OfEveryRoute_CarryTheClientReferenceWhereTheyNameOne()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var booked = await carrier.BookAsync("order-1");
        var id = (await SimulatorFixture.ReadAsync(booked)).GetProperty("shipmentId").GetString();
        await carrier.GetAsync($"/v1/shipments/{id}");
        await carrier.GetAsync("/v1/shipments?clientReference=order-2");
        using var cancelled = await carrier.Client.PostAsync($"/v1/shipments/{id}/cancel", content: null);
        using var refused = await carrier.PostAsync("nonsense", "key");
        using var unknown = await carrier.Client.GetAsync("/v1/nowhere");

        var ledger = await carrier.LedgerAsync();

        ledger.Requests.Select(request => (request.Method, request.Path, request.ClientReference, request.Answer)).Should().Equal(
            ("POST", "/v1/shipments", "order-1", "201"),
            ("GET", $"/v1/shipments/{id}", "order-1", "200"),
            ("GET", "/v1/shipments", "order-2", "200"),
            ("POST", $"/v1/shipments/{id}/cancel", "order-1", "200"),
            ("POST", "/v1/shipments", null, "400"),
            ("GET", "/v1/nowhere", null, "404"));
        ledger.Shipments.Should().ContainSingle().Which.Status.Should().Be(ShipmentStatus.Cancelled);
    }

    [Fact]
    public async Task Ledger_Restart_KeepsShipmentsKeysAndRequests()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var before = await carrier.BookAsync("order-1");

        await carrier.RestartAsync();
        using var after = await carrier.BookAsync("order-1");

        ((int)after.StatusCode).Should().Be(200);
        var ledger = await carrier.LedgerAsync();
        ledger.Shipments.Should().ContainSingle();
        ledger.Requests.Select(request => request.Answer).Should().Equal("201", "200");
    }

    [Fact]
    public async Task Bookings_SixtyFourAtATime_ServesThousandsPerSecond()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        using var warmUp = await carrier.BookAsync("warm-up");
        const int Bookings = 4_000;
        var started = Stopwatch.GetTimestamp();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Bookings),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (number, _) =>
            {
                using var response = await carrier.BookAsync($"order-{number}");
                response.EnsureSuccessStatusCode();
            });

        var perSecond = Bookings / Stopwatch.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{perSecond:F0} bookings per second");
        perSecond.Should().BeGreaterThan(500, "a busy machine still leaves a quarter of the 2,000 per second that it must serve");
        (await carrier.LedgerAsync()).Shipments.Select(shipment => shipment.TrackingNumber).Distinct().Should().HaveCount(Bookings + 1);
    }
}
