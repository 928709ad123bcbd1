namespace OrderingSystem.Host.Forecast;

/// <param name="Orders">All are placed at the moment at which Bob's Post goes down: the most that can wait.</param>
internal sealed record ForecastPlan(int Orders, double OutageDays)
{
    public TimeSpan Outage => TimeSpan.FromDays(OutageDays);
}
