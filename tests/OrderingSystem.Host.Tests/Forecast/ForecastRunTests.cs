using OrderingSystem.Host.Forecast;

namespace OrderingSystem.Host.Tests.Forecast;

/// <summary>What an outage costs, by running it.</summary>
public sealed class ForecastRunTests
{
    [Fact]
    public async Task Run_AThousandOrdersAndSevenDays_AtMostATwentiethOfRetryOnlysTransitionsWhileDown()
    {
        var report = await ForecastRun.RunAsync(new ForecastPlan(1_000, 7), _ => { }, TestContext.Current.CancellationToken);

        var (present, retryOnly, waitLoop) = (report.Designs[0], report.Designs[1], report.Designs[2]);
        (present.Transitions.WhileDown * 20).Should().BeLessThanOrEqualTo(retryOnly.Transitions.WhileDown);
        waitLoop.Transitions.WhileDown.Should().BeGreaterThan(retryOnly.Transitions.WhileDown);
        present.Shipped.Should().Be(1_000);
        present.CarrierCalls.WhileDown.Should().BeLessThan(1_500);
        present.HistoryEventsMax.Should().BeLessThan(200);
        present.Dollars.Transitions.Should().Be(Math.Round(present.Transitions.Total * 0.000025m, 4));
        report.Designs.Should().OnlyContain(design => design.Failed == 0 && design.Shipped == design.OrdersRun);
    }

    [Fact]
    public async Task Run_AHundredDaysOfRetries_SaysThatTheHistoryIsFull()
    {
        var plan = new ForecastPlan(1, 100);

        var retryOnly = await ForecastRun.RunAsync(plan, ForecastDesign.All[1], TestContext.Current.CancellationToken);

        retryOnly.Failed.Should().Be(1);
        retryOnly.Shipped.Should().Be(0);
        string.Join('\n', ForecastText.Lines(new ForecastReport(1, 100, Prices.UsEast1, [retryOnly]))).Should().Contain("1 executions FAILED");
    }
}
