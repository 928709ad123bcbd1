namespace OrderingSystem.Host.Forecast;

/// <summary>AWS list prices, without free tiers. Check them before you rely on them: they change, and differ by region.</summary>
/// <remarks>Sources: aws.amazon.com/step-functions/pricing and aws.amazon.com/lambda/pricing, x86. The same numbers as in docs/deploy.md, "Costs".</remarks>
/// <param name="MillionTransitions">US dollars per million state transitions of Standard workflows.</param>
/// <param name="MillionLambdaRequests">US dollars per million.</param>
/// <param name="LambdaGbSecond">US dollars per gigabyte and second.</param>
/// <param name="LambdaGb">Memory of each task's function, as <c>infra</c> sets it.</param>
/// <param name="CarrierTaskSeconds">Assumed length of a task that calls the carrier.</param>
/// <param name="OtherTaskSeconds">Assumed length of a task that does not.</param>
internal sealed record Prices(
    string Region,
    decimal MillionTransitions,
    decimal MillionLambdaRequests,
    decimal LambdaGbSecond,
    decimal LambdaGb,
    decimal CarrierTaskSeconds,
    decimal OtherTaskSeconds)
{
    private const decimal Million = 1_000_000m;

    public static Prices UsEast1 { get; } = new("us-east-1", 25.00m, 0.20m, 0.0000166667m, 0.25m, 0.3m, 0.05m);

    public ForecastDollars Of(long transitions, long carrierTasks, long otherTasks)
    {
        var time = ((carrierTasks * CarrierTaskSeconds) + (otherTasks * OtherTaskSeconds)) * LambdaGb * LambdaGbSecond;
        var (steps, requests) = (transitions * MillionTransitions / Million, (carrierTasks + otherTasks) * MillionLambdaRequests / Million);
        return new ForecastDollars(Cents(steps), Cents(requests), Cents(time), Cents(steps + requests + time));
    }

    private static decimal Cents(decimal dollars) => Math.Round(dollars, 4);
}

internal sealed record ForecastDollars(decimal Transitions, decimal LambdaRequests, decimal LambdaTime, decimal Total);
