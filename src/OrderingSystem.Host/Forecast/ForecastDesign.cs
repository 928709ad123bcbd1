namespace OrderingSystem.Host.Forecast;

/// <summary>One way to write the order's state machine.</summary>
/// <param name="Definition">The file below <c>statemachines/</c> that is installed as the state machine <c>order</c>.</param>
/// <param name="HasGate">Its orders share what they know of the carrier, and so need each other; else each is alone, and a few stand for all.</param>
internal sealed record ForecastDesign(string Name, string Definition, bool HasGate)
{
    /// <summary>A run of the designs without a gate stays near so many order days: they make hundreds of thousands of transitions a day.</summary>
    private const int OrderDays = 70;

    public static IReadOnlyList<ForecastDesign> All { get; } =
    [
        new("this design", "order.asl.json", HasGate: true),
        new("retry-only polling", "replaced/retry-only.asl.json", HasGate: false),
        new("wait-loop polling", "replaced/wait-loop.asl.json", HasGate: false),
    ];

    /// <summary>How many orders are run; the counts are scaled from them to all.</summary>
    public int OrdersToRun(ForecastPlan plan) =>
        HasGate ? plan.Orders : (int)Math.Clamp(OrderDays / Math.Max(1, plan.OutageDays), 1, plan.Orders);
}
