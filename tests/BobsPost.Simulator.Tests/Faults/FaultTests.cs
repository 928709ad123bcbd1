using System.Globalization;
using System.Net;
using System.Text.Json;
using BobsPost.Simulator.Faults;

namespace BobsPost.Simulator.Tests.Faults;

public sealed class FaultTests
{
    [Fact]
    public async Task InternalError_Booking_Answers500AndIsCarriedOutOnlySometimes()
    {
        await using var carrier = await StartAsync(FaultKind.InternalError);

        for (var order = 0; order < 20; order++)
        {
            using var response = await carrier.BookAsync($"order-{order}");
            response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        }

        var ledger = await carrier.LedgerAsync();
        ledger.Shipments.Should().HaveCountGreaterThan(0).And.HaveCountLessThan(20);
        ledger.Requests.Count(request => request.Answer == "500 internal-error (201)").Should().Be(ledger.Shipments.Count);
    }

    [Theory]
    [InlineData(FaultKind.Unavailable, 503)]
    [InlineData(FaultKind.Throttled, 429)]
    public async Task AskForPatience_ManyRequests_UsesBothFormsOfRetryAfterAndBooksNothing(FaultKind kind, int status)
    {
        await using var carrier = await StartAsync(kind);
        var seconds = 0;
        var dates = 0;

        for (var order = 0; order < 20; order++)
        {
            using var response = await carrier.BookAsync($"order-{order}");
            ((int)response.StatusCode).Should().Be(status);
            seconds += response.Headers.RetryAfter!.Delta is not null ? 1 : 0;
            dates += response.Headers.RetryAfter.Date > carrier.Clock.GetUtcNow() ? 1 : 0;
        }

        seconds.Should().BeGreaterThan(0);
        dates.Should().BeGreaterThan(0);
        (seconds + dates).Should().Be(20);
        (await carrier.LedgerAsync()).Shipments.Should().BeEmpty();
    }

    [Fact]
    public async Task ConnectionReset_Booking_FailsAndBooksNothing()
    {
        await using var carrier = await StartAsync(FaultKind.ConnectionReset);

        var booking = async () => await carrier.BookAsync("order-1");

        await booking.Should().ThrowAsync<HttpRequestException>();
        var ledger = await carrier.LedgerAsync();
        ledger.Shipments.Should().BeEmpty();
        ledger.Requests.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Method = "POST", Path = "/v1/shipments", ClientReference = "order-1", Answer = "none connection-reset" });
    }

    [Fact]
    public async Task BookedAnswerLost_Booking_FailsAndTheShipmentIsThere()
    {
        await using var carrier = await StartAsync(FaultKind.BookedAnswerLost);

        var booking = async () => await carrier.BookAsync("order-1");

        await booking.Should().ThrowAsync<HttpRequestException>();
        var ledger = await carrier.LedgerAsync();
        ledger.Shipments.Should().ContainSingle().Which.ClientReference.Should().Be("order-1");
        ledger.Requests.Should().ContainSingle().Which.Answer.Should().Be("none booked-answer-lost (201)");
    }

    [Fact]
    public async Task BookedAnswerLost_OtherRequests_AreAnswered()
    {
        await using var carrier = await StartAsync(FaultKind.BookedAnswerLost);

        (await carrier.GetAsync("/v1/status")).GetProperty("status").GetString().Should().Be("ok");
    }

    [Fact]
    public async Task Hang_PatientClient_IsCutOffAfterTheHangDuration()
    {
        await using var carrier = await StartAsync(FaultKind.Hang);

        var booking = async () => await carrier.BookAsync("order-1");

        await booking.Should().ThrowAsync<HttpRequestException>();
        (await carrier.LedgerAsync()).Requests.Should().ContainSingle().Which.Answer.Should().StartWith("none hang");
    }

    [Fact]
    public async Task Hang_ImpatientClient_GivesUpAndTheServerEndsAtOnce()
    {
        await using var carrier = await StartAsync(FaultKind.Hang, options => options with { HangDuration = TimeSpan.FromHours(1) });
        carrier.Client.Timeout = TimeSpan.FromMilliseconds(100);

        var booking = async () => await carrier.BookAsync("order-1");

        await booking.Should().ThrowAsync<TaskCanceledException>();
    }

    [Fact]
    public async Task SlowBody_PatientClient_GetsTheShipmentInTheEnd()
    {
        await using var carrier = await StartAsync(FaultKind.SlowBody);

        using var response = await carrier.BookAsync("order-1");

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await SimulatorFixture.ReadAsync(response)).GetProperty("clientReference").GetString().Should().Be("order-1");
    }

    [Fact]
    public async Task MalformedJson_Booking_IsBookedButUnreadable()
    {
        await using var carrier = await StartAsync(FaultKind.MalformedJson);

        using var response = await carrier.BookAsync("order-1");

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        var reading = async () => await SimulatorFixture.ReadAsync(response);
        await reading.Should().ThrowAsync<JsonException>();
        (await carrier.LedgerAsync()).Shipments.Should().ContainSingle();
    }

    [Fact]
    public async Task Html_ManyRequests_ComesWith200AndWith502()
    {
        await using var carrier = await StartAsync(FaultKind.Html);
        var statuses = new HashSet<HttpStatusCode>();

        for (var order = 0; order < 20; order++)
        {
            using var response = await carrier.BookAsync($"order-{order}");
            response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
            statuses.Add(response.StatusCode);
        }

        statuses.Should().BeEquivalentTo([HttpStatusCode.OK, HttpStatusCode.BadGateway]);
    }

    [Fact]
    public async Task CancelledShipment_Booking_Answers200WithACancelledShipmentAndBooksNothing()
    {
        await using var carrier = await StartAsync(FaultKind.CancelledShipment);

        using var response = await carrier.BookAsync("order-1");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var shipment = await SimulatorFixture.ReadAsync(response);
        shipment.GetProperty("status").GetString().Should().Be("cancelled");
        shipment.GetProperty("clientReference").GetString().Should().Be("order-1");
        (await carrier.LedgerAsync()).Shipments.Should().BeEmpty();
    }

    [Fact]
    public async Task ForeignShipment_Booking_Answers201WithAnotherReferenceAndBooksNothing()
    {
        await using var carrier = await StartAsync(FaultKind.ForeignShipment);

        using var response = await carrier.BookAsync("order-1");

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await SimulatorFixture.ReadAsync(response)).GetProperty("clientReference").GetString().Should().NotBe("order-1");
        (await carrier.LedgerAsync()).Shipments.Should().BeEmpty();
    }

    [Fact]
    public async Task Outage_OfFiveDays_AnswersNothingUsefulUntilTheClockPassesIt()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        var start = carrier.Clock.GetUtcNow();
        await carrier.Server.AddOutageAsync(start, start.AddDays(5), default);
        var seen = new HashSet<string>(StringComparer.Ordinal);

        for (var hour = 0; hour < 5 * 24; hour++)
        {
            seen.Add(await OutageAnswerAsync(carrier));
            carrier.Clock.Advance(TimeSpan.FromHours(1));
        }

        seen.Should().BeEquivalentTo("reset", "503 application/problem+json", "502 text/html");
        (await carrier.LedgerAsync()).Shipments.Should().BeEmpty();
        using var afterwards = await carrier.BookAsync("order-1");
        afterwards.StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Outage_Restart_GoesOn()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        var start = carrier.Clock.GetUtcNow();
        await carrier.Server.AddOutageAsync(start, start.AddDays(5), default);

        await carrier.RestartAsync();

        carrier.Server.Outages.Should().ContainSingle().Which.To.Should().Be(start.AddDays(5));
    }

    [Fact]
    public async Task Rule_WithAWindow_StrikesInsideTheWindowOnly()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        var start = carrier.Clock.GetUtcNow();
        carrier.Server.SetFaults(new FaultSettings(Rules: [new FaultRule(FaultKind.Unavailable, 1, start.AddHours(1), start.AddHours(2))]));
        var statuses = new List<HttpStatusCode>();

        for (var hour = 0; hour < 3; hour++)
        {
            using var response = await carrier.Client.GetAsync("/v1/status");
            statuses.Add(response.StatusCode);
            carrier.Clock.Advance(TimeSpan.FromHours(1));
        }

        statuses.Should().Equal(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);
    }

    [Fact]
    public void Decide_RateOfTenPercent_StrikesTenPercentAndEveryKind()
    {
        var switchboard = new FaultSwitchboard(new SeededDraws(3), new FaultSettings(0.1), []);

        var faults = Enumerable.Range(1, 20_000).Select(number => switchboard.Decide(number, DateTimeOffset.UnixEpoch, isBooking: true)).ToList();

        faults.Count(fault => fault is not null).Should().BeInRange(1_800, 2_200);
        faults.OfType<Fault>().Select(fault => fault.Kind).Distinct().Should().BeEquivalentTo(Enum.GetValues<FaultKind>());
    }

    [Fact]
    public void Decide_SameSeed_DecidesTheSame()
    {
        var one = new FaultSwitchboard(new SeededDraws(3), new FaultSettings(0.5), []);
        var other = new FaultSwitchboard(new SeededDraws(3), new FaultSettings(0.5), []);

        for (var number = 1; number < 1_000; number++)
        {
            other.Decide(number, DateTimeOffset.UnixEpoch, isBooking: true).Should().Be(one.Decide(number, DateTimeOffset.UnixEpoch, isBooking: true));
        }
    }

    [Fact]
    public async Task RateLimit_MoreThanTheLimitInOneSecond_IsThrottledUntilTheClockMoves()
    {
        await using var carrier = await SimulatorFixture.StartAsync(options => options with { RateLimitPerSecond = 2 });
        var statuses = new List<int>();

        for (var request = 0; request < 3; request++)
        {
            using var response = await carrier.Client.GetAsync("/v1/status");
            statuses.Add((int)response.StatusCode);
        }

        carrier.Clock.Advance(TimeSpan.FromSeconds(1));
        using var later = await carrier.Client.GetAsync("/v1/status");

        statuses.Should().Equal(200, 200, 429);
        later.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task<SimulatorFixture> StartAsync(FaultKind kind, Func<SimulatorOptions, SimulatorOptions>? configure = null)
    {
        var carrier = await SimulatorFixture.StartAsync(configure);
        carrier.Server.SetFaults(new FaultSettings(Rules: [new FaultRule(kind)]));
        return carrier;
    }

    private static async Task<string> OutageAnswerAsync(SimulatorFixture carrier)
    {
        try
        {
            using var response = await carrier.BookAsync("order-1");
            return string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.Content.Headers.ContentType!.MediaType}");
        }
        catch (HttpRequestException)
        {
            return "reset";
        }
    }
}
