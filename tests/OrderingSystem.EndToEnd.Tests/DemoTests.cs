using System.Text.Json;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The main job, as the README runs it.</summary>
public sealed class DemoTests
{
    private static readonly string[] Ports = ["--url", "http://127.0.0.1:0", "--stepfunctions-url", "http://127.0.0.1:0", "--carrier-url", "http://127.0.0.1:0"];

    [Theory]
    [InlineData]
    [InlineData("--faults", "0.1")]
    [InlineData("--faults", "0.1", "--no-idempotency")]
    public async Task Demo_FiveDaysOfOutage_EveryOrderIsBookedShippedAndToldOnce(params string[] faults)
    {
        var (exitCode, output, error) = await HostProcess.RunAsync(["demo", "--orders", "20", "--outage-days", "5", "--exit", "--json", .. Ports, .. faults]);

        exitCode.Should().Be(0, error);
        using var summary = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        int Count(string name) => summary.RootElement.GetProperty(name).GetInt32();
        Count("orders").Should().Be(20);
        Count("shipped").Should().Be(20);
        Count("notified").Should().Be(20);
        Count("bookings").Should().Be(20);
        Count("duplicateBookings").Should().Be(0);
        Count("duplicateNotifications").Should().Be(0);
        Count("attention").Should().Be(0);
        summary.RootElement.GetProperty("simulatedDays").GetDouble().Should().BeGreaterThanOrEqualTo(5);
        summary.RootElement.GetProperty("historyEventsMax").GetInt32().Should().BeInRange(10, 5000);
        summary.RootElement.GetProperty("transitions").GetInt32().Should().BeGreaterThan(100);
    }

    [Theory]
    [InlineData("--orders", "0", "--orders")]
    [InlineData("--orders", "abc", "--orders")]
    [InlineData("--outage-days", "-1", "--outage-days")]
    [InlineData("--faults", "2", "--faults")]
    [InlineData("--clock", "fast", "--clock")]
    [InlineData("--url", "http://0.0.0.0:5080", "loopback")]
    [InlineData("--url", "nonsense", "--url")]
    [InlineData("--frobnicate", "1", "--frobnicate")]
    public async Task Demo_WrongOption_SaysWhichAndStartsNothing(string option, string value, string named)
    {
        var (exitCode, output, error) = await HostProcess.RunAsync("demo", "--exit", option, value);

        exitCode.Should().NotBe(0);
        error.Should().Contain(named).And.NotContain("   at ");
        output.Should().NotContain("Placing");
    }
}
