using System.ComponentModel.DataAnnotations;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/carrier</c>: how Bob's Post is doing, by the record that all processes share.</summary>
internal static class CarrierEndpoints
{
    public static void MapCarrier(this IEndpointRouteBuilder api) => api.MapGet("/carrier", GetAsync).RequireScope(Scopes.OrdersRead)
        .Documented("getCarrier", "Carrier", "How the carrier is doing", "By the record that all processes share; the carrier is not asked.")
        .Answers<CarrierView>();

    private static async Task<IResult> GetAsync(HttpContext context, CarrierGateKeeper gates, IParkedOrderStore parkedOrders, TimeProvider clock)
    {
        var gate = await gates.ReadAsync(context.RequestAborted);
        var parked = await parkedOrders.SummarizeAsync(context.RequestAborted);
        var isDown = gate.State == CarrierGateState.Down;
        var view = new CarrierView(
            "Bob's Post",
            isDown && gate.IsProbedAt(clock.GetUtcNow()) ? "probing" : gate.State.ToString().ToLowerInvariant(),
            gate.Since,
            gate.OutageId,
            gate.OutageSince,
            gate.LastError,
            isDown ? gate.NextProbeAt : null,
            parked.Waiting,
            parked.Oldest,
            gate.State == CarrierGateState.Recovering
                ? new CarrierDrainView(gate.Released, parked.Waiting, gate.BatchSize, gate.PausedUntil > clock.GetUtcNow() ? gate.PausedUntil : null)
                : null);
        return TypedResults.Json(view, AdminApiJson.Default.CarrierView);
    }
}

/// <param name="State"><c>up</c>, <c>down</c>, <c>probing</c> (down, and being asked in this moment) or <c>recovering</c> (it answers; orders are let go).</param>
/// <param name="Since">When it came to that.</param>
/// <param name="DownSince">When the outage began; null where there is none.</param>
/// <param name="NextProbeAt">Null where it is not down.</param>
/// <param name="OrdersWaiting">Orders that wait for the carrier to answer.</param>
/// <param name="Drain">Null unless it is recovering.</param>
public sealed record CarrierView(
    string Name,
    [property: AllowedValues("up", "down", "probing", "recovering")] string State,
    DateTimeOffset Since,
    string? OutageId,
    DateTimeOffset? DownSince,
    string? LastError,
    DateTimeOffset? NextProbeAt,
    int OrdersWaiting,
    DateTimeOffset? OldestWaitsSince,
    CarrierDrainView? Drain);

/// <param name="Released">Orders let go in this outage.</param>
/// <param name="OrdersPerBatch">How many the next batch lets go.</param>
/// <param name="PausedUntil">The carrier asked for patience until then; null where it did not.</param>
public sealed record CarrierDrainView(int Released, int Waiting, int OrdersPerBatch, DateTimeOffset? PausedUntil);
