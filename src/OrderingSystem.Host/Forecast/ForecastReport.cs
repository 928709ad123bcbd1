using System.Text.Json.Serialization;

namespace OrderingSystem.Host.Forecast;

/// <summary>What the command forecast found. The names are a contract: programs read the JSON.</summary>
internal sealed record ForecastReport(int Orders, double OutageDays, Prices Prices, IReadOnlyList<ForecastResult> Designs);

/// <param name="Definition">Below <c>statemachines/</c>.</param>
/// <param name="OrdersRun">How many orders were run; the counts are scaled from them to all.</param>
/// <param name="Shipped">Of those that were run.</param>
/// <param name="Failed">Executions, of those that were run, that failed: a full history ends one.</param>
/// <param name="HistoryEventsMax">Most history events of one order's execution.</param>
/// <param name="WatchEventsMax">Most history events of one execution of <c>carrier-watch</c>; 0 for a design that has none.</param>
/// <param name="Transitions">State transitions as AWS bills them: states entered, and retries; of all the design's machines.</param>
/// <param name="LambdaInvocations">Of tasks; the e-mail sender is not in it.</param>
/// <param name="CarrierCalls">Questions to the carrier, probes included; each is up to three HTTP requests while it fails.</param>
internal sealed record ForecastResult(
    string Design,
    string Definition,
    int OrdersRun,
    int Shipped,
    int Failed,
    long HistoryEventsMax,
    long WatchEventsMax,
    ForecastCount Transitions,
    ForecastCount LambdaInvocations,
    ForecastCount CarrierCalls,
    ForecastDollars Dollars);

/// <param name="WhileDown">While Bob's Post was down.</param>
/// <param name="Afterwards">From its return until the last order was done.</param>
internal sealed record ForecastCount(long WhileDown, long Afterwards)
{
    [JsonIgnore]
    public long Total => WhileDown + Afterwards;

    public ForecastCount Scaled(int from, int to) => new(WhileDown * to / from, Afterwards * to / from);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ForecastReport))]
internal sealed partial class ForecastJson : JsonSerializerContext;
