using System.Globalization;

namespace OrderingSystem.Host.Demo;

/// <summary>The demo's sentences, the same in a terminal and in a log.</summary>
internal static class DemoText
{
    public static string Opening(DemoPlan plan) => string.Create(
        CultureInfo.InvariantCulture, $"Placing {plan.Orders:N0} orders while Bob's Post is down for {plan.OutageDays:0.##} days. Idle time is skipped.");

    public static IEnumerable<string> Summary(DemoSummary summary)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{Label("Orders")}{summary.Orders:N0} placed, {summary.Shipped:N0} shipped, {summary.Notified:N0} customers told");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Label("Bob's Post's own ledger")}{summary.Bookings:N0} bookings, {summary.DuplicateBookings:N0} booked twice");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Label("Told twice")}{summary.DuplicateNotifications:N0}");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Label("Waiting for an operator")}{summary.Attention:N0}");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Label("Time")}{summary.SimulatedDays:0.0} days in {summary.WallSeconds:0.0} s");
        yield return string.Create(CultureInfo.InvariantCulture, $"{Label("Step Functions")}{summary.Transitions:N0} state transitions, at most {summary.HistoryEventsMax:N0} history events an order");
        yield return string.Empty;
        yield return summary.IsFlawless
            ? "Every order was booked once and shipped, and its customer was told once."
            : "NOT every order was booked once, shipped, and its customer told once. See the counts above.";
    }

    private static string Label(string text) => text.PadRight(26);
}
