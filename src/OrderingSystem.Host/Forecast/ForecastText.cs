using System.Globalization;

namespace OrderingSystem.Host.Forecast;

/// <summary>The report as a table for people.</summary>
internal static class ForecastText
{
    private const int EventsQuota = 25_000;

    public static IEnumerable<string> Lines(ForecastReport report)
    {
        yield return Invariant($"{report.Orders:N0} orders, placed when Bob's Post goes down for {report.OutageDays:0.##} days. Real definitions, tasks and engine, virtual time.");
        yield return string.Empty;
        yield return Row("", report, design => design.Design);
        yield return Row("state transitions, Bob's Post down", report, design => Number(design.Transitions.WhileDown));
        yield return Row("state transitions, afterwards", report, design => Number(design.Transitions.Afterwards));
        yield return Row("history events an order, at most", report, design => Number(design.HistoryEventsMax));
        yield return Row("history events a watch, at most", report, design => design.WatchEventsMax == 0 ? "-" : Number(design.WatchEventsMax));
        yield return Row("carrier calls, Bob's Post down", report, design => Number(design.CarrierCalls.WhileDown));
        yield return Row("carrier calls, afterwards", report, design => Number(design.CarrierCalls.Afterwards));
        yield return Row("Lambda invocations", report, design => Number(design.LambdaInvocations.Total));
        yield return Row("USD, transitions", report, design => Dollars(design.Dollars.Transitions));
        yield return Row("USD, Lambda requests and time", report, design => Dollars(design.Dollars.LambdaRequests + design.Dollars.LambdaTime));
        yield return Row("USD, sum", report, design => Dollars(design.Dollars.Total));
        yield return string.Empty;
        foreach (var design in report.Designs)
        {
            yield return Invariant($"{design.Design,-20} statemachines/{design.Definition}: {Outcome(design, report)}");
        }

        var prices = report.Prices;
        yield return string.Empty;
        yield return Invariant($"Prices: {prices.Region}, {prices.MillionTransitions:0.00} USD per million transitions (Standard), {prices.MillionLambdaRequests:0.00} per million Lambda requests, {prices.LambdaGbSecond} per GB-second; no free tier.");
        yield return Invariant($"Assumed: functions of {prices.LambdaGb * 1024:0} MB, {prices.CarrierTaskSeconds} s where the carrier is called, {prices.OtherTaskSeconds} s elsewhere. DynamoDB, logs and e-mail are not in it: docs/deploy.md.");
        yield return "Sources: https://aws.amazon.com/step-functions/pricing/ https://aws.amazon.com/lambda/pricing/";
    }

    private static string Outcome(ForecastResult design, ForecastReport report)
    {
        var run = design.OrdersRun == report.Orders
            ? Invariant($"{design.Shipped:N0} of {design.OrdersRun:N0} orders shipped")
            : Invariant($"{design.Shipped:N0} of {design.OrdersRun:N0} orders shipped that were run for all (they do not know of each other)");
        return design.Failed == 0
            ? run + "."
            : Invariant($"{run}; {design.Failed:N0} executions FAILED: a history has room for {EventsQuota:N0} events. Its counts end there.");
    }

    private static string Row(string label, ForecastReport report, Func<ForecastResult, string> cell) =>
        label.PadRight(36) + string.Concat(report.Designs.Select(design => cell(design).PadLeft(20)));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Dollars(decimal value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
