using System.Net;
using System.Text;
using BobsPost.Simulator.Faults;

namespace BobsPost.Simulator.Tests.Control;

public sealed class ControlEndpointsTests
{
    [Fact]
    public async Task PutFaults_RatesAndWindows_AreInForceAndReadBack()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var put = await PutAsync(
            carrier,
            """{"rate":0.1,"rules":[{"kind":"booked-answer-lost","rate":0.5,"from":"2026-03-02T09:00:00Z"}],"rateLimitPerSecond":50}""");

        put.StatusCode.Should().Be(HttpStatusCode.OK);
        carrier.Server.Faults.Should().BeEquivalentTo(new FaultSettings(
            0.1,
            [new FaultRule(FaultKind.BookedAnswerLost, 0.5, carrier.Clock.GetUtcNow())],
            50));
        (await carrier.GetAsync("/simulator/faults")).ToString().Should().Be(
            """{"rate":0.1,"rules":[{"kind":"booked-answer-lost","rate":0.5,"from":"2026-03-02T09:00:00.000Z","to":null}],"rateLimitPerSecond":50,"outages":[],"now":"2026-03-02T09:00:00.000Z"}""");
    }

    [Fact]
    public async Task PutFaults_AKindAlone_StrikesAlways()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var put = await PutAsync(carrier, """{"rules":[{"kind":"unavailable"}]}""");

        using var status = await carrier.Client.GetAsync("/v1/status");
        status.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("""nonsense""", "body")]
    [InlineData("""{"rate":1.5}""", "rate")]
    [InlineData("""{"rate":"much"}""", "rate")]
    [InlineData("""{"rules":[{"kind":"earthquake"}]}""", "rules[0].kind")]
    [InlineData("""{"rules":[{"kind":99}]}""", "rules[0].kind")]
    [InlineData("""{"rules":[{"kind":"hang","rate":-1}]}""", "rules[0].rate")]
    [InlineData("""{"rules":[{"kind":"hang","from":"2026-03-02T09:00:00Z","to":"2026-03-02T09:00:00Z"}]}""", "rules[0].to")]
    [InlineData("""{"rateLimitPerSecond":0}""", "rateLimitPerSecond")]
    public async Task PutFaults_WrongBody_NamesTheFieldAndChangesNothing(string body, string field)
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var put = await PutAsync(carrier, body);

        ((int)put.StatusCode).Should().BeOneOf(400, 422);
        (await SimulatorFixture.ReadAsync(put)).GetProperty("errors").EnumerateObject().Should().ContainSingle().Which.Name.Should().Be(field);
        carrier.Server.Faults.Should().Be(new FaultSettings());
    }

    [Fact]
    public async Task PostOutage_OfDays_IsAnnouncedAndEndedByDelete()
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var posted = await carrier.Client.PostAsync(
            "/simulator/outages",
            Json("""{"from":"2026-03-03T00:00:00Z","to":"2026-03-08T00:00:00Z"}"""));
        var announced = carrier.Server.Outages;
        using var deleted = await carrier.Client.DeleteAsync("/simulator/outages");

        posted.StatusCode.Should().Be(HttpStatusCode.Created);
        announced.Should().ContainSingle().Which.Should().Be(new Outage(
            new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 3, 8, 0, 0, 0, TimeSpan.Zero)));
        carrier.Server.Outages.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"from":"2026-03-08T00:00:00Z","to":"2026-03-03T00:00:00Z"}""")]
    [InlineData("""{"to":"yesterday"}""")]
    public async Task PostOutage_WrongWindow_NamesTheField(string body)
    {
        await using var carrier = await SimulatorFixture.StartAsync();

        using var posted = await carrier.Client.PostAsync("/simulator/outages", Json(body));

        ((int)posted.StatusCode).Should().BeOneOf(400, 422);
        (await SimulatorFixture.ReadAsync(posted)).GetProperty("errors").EnumerateObject().Should().ContainSingle().Which.Name.Should().Be("to");
        carrier.Server.Outages.Should().BeEmpty();
    }

    [Fact]
    public async Task Control_DuringAnOutage_Answers()
    {
        await using var carrier = await SimulatorFixture.StartAsync();
        await carrier.Server.AddOutageAsync(carrier.Clock.GetUtcNow(), carrier.Clock.GetUtcNow().AddDays(1), default);

        using var ledger = await carrier.Client.GetAsync("/simulator/ledger");

        ledger.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<HttpResponseMessage> PutAsync(SimulatorFixture carrier, string body) =>
        carrier.Client.PutAsync("/simulator/faults", Json(body));
}
