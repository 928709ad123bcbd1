using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/carrier</c>: how Bob's Post is doing, by the record that all processes share.</summary>
internal static class CarrierEndpoints
{
    private const string Tag = "Carrier";

    public static void MapCarrier(this IEndpointRouteBuilder api)
    {
        api.MapGet("/carrier", GetAsync).RequireScope(Scopes.OrdersRead)
            .Documented("getCarrier", Tag, "How the carrier is doing", "By the record that all processes share; the carrier is not asked.")
            .Answers<CarrierView>();
        api.MapGet("/carrier/probes", ProbesAsync).RequireScope(Scopes.OrdersRead)
            .Documented("listCarrierProbes", Tag, "The probes of the last 48 hours, newest first")
            .Answers<PageView<CarrierProbeView>>()
            .Refuses(ApiProblem.WorkflowUnavailable);
        api.MapGet("/carrier/outages", OutagesAsync).RequireScope(Scopes.OrdersRead)
            .Documented("listCarrierOutages", Tag, "The outages of the last 30 days, newest first")
            .Answers<PageView<CarrierOutageView>>()
            .Refuses(ApiProblem.WorkflowUnavailable);
        api.MapGet("/carrier/waiting", WaitingAsync).RequireScope(Scopes.OrdersRead)
            .Documented("listCarrierWaiting", Tag, "Orders that wait for the carrier, the longest first")
            .Takes(ApiParameters.Limit)
            .Answers<PageView<CarrierWaitingView>>()
            .Refuses(ApiProblem.QueryInvalid, ApiProblem.WorkflowUnavailable);
        api.MapPost("/carrier/probe", ProbeAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("probeCarrier", Tag, "Ask the carrier now, once", "Where it answers, the orders that wait are let go at once, at their pace.")
            .ReadsBody<ReasonBody>()
            .Answers<CarrierView>()
            .Refuses(ApiProblem.NotProbed, ApiProblem.WorkflowUnavailable);
        api.MapPost("/carrier/hold", HoldAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("holdCarrier", Tag, "Keep everybody from calling the carrier", "Orders wait until the hold is released; the probe does not ask meanwhile.")
            .ReadsBody<ReasonBody>()
            .Answers<CarrierView>()
            .Refuses(ApiProblem.WorkflowUnavailable);
        api.MapPost("/carrier/release", ReleaseAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("releaseCarrier", Tag, "End the hold, and ask the carrier at once")
            .ReadsBody<ReasonBody>()
            .Answers<CarrierView>()
            .Refuses(ApiProblem.NotHeld, ApiProblem.WorkflowUnavailable);
    }

    private static async Task<IResult> ProbeAsync(HttpContext context, OperateCarrier operate, CarrierViews views)
    {
        await ReadReasonAsync(context);
        return await operate.ProbeAsync(Caller.NameOf(context), CancellationToken.None) is null
            ? throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.NotProbed, "The carrier was not asked.", "It is up, held by hand, or being asked in this moment."))
            : await GetAsync(context, views);
    }

    private static async Task<IResult> HoldAsync(HttpContext context, OperateCarrier operate, CarrierViews views)
    {
        await operate.HoldAsync(Caller.NameOf(context), await ReadReasonAsync(context), CancellationToken.None);
        return await GetAsync(context, views);
    }

    private static async Task<IResult> ReleaseAsync(HttpContext context, OperateCarrier operate, CarrierViews views)
    {
        await ReadReasonAsync(context);
        return await operate.ReleaseAsync(Caller.NameOf(context), CancellationToken.None) is null
            ? throw new ApiProblemException(ApiProblem.Conflict(ApiProblem.NotHeld, "Nobody holds the carrier."))
            : await GetAsync(context, views);
    }

    private static async Task<string> ReadReasonAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.ReasonBody, context.RequestAborted);
        ExecutionOperationsEndpoints.CheckReason(body.Reason, isRequired: true);
        return body.Reason!;
    }

    private static async Task<IResult> GetAsync(HttpContext context, CarrierViews views) =>
        TypedResults.Json(await views.ReadAsync(context.RequestAborted), AdminApiJson.Default.CarrierView);

    private static async Task<IResult> ProbesAsync(HttpContext context, ProbeLog probes) => TypedResults.Json(
        new PageView<CarrierProbeView>(
            [.. (await probes.ReadAsync(context.RequestAborted)).Select(probe => new CarrierProbeView(probe.At, probe.Error is null, probe.Error))], null),
        AdminApiJson.Default.CarrierProbePage);

    private static async Task<IResult> OutagesAsync(HttpContext context, OutageLog outages) => TypedResults.Json(
        new PageView<CarrierOutageView>(
            [.. (await outages.ReadAsync(context.RequestAborted)).Select(outage => new CarrierOutageView(outage.OutageId, outage.BeganAt, outage.EndedAt))], null),
        AdminApiJson.Default.CarrierOutagePage);

    private static async Task<IResult> WaitingAsync(HttpContext context, IParkedOrderStore parkedOrders, OrderQueries orders)
    {
        var page = QueryParameters.Page(context.Request);
        var parked = await parkedOrders.ReadDueAsync(DateTimeOffset.MaxValue, page.Limit, context.RequestAborted);
        var views = await Task.WhenAll(parked.Select(async waiting => new CarrierWaitingView(
            waiting.OrderId.Value,
            (await orders.FindAsync(waiting.OrderId, context.RequestAborted))?.Customer?.Name,
            waiting.ParkedAt,
            waiting.State,
            waiting.ExecutionName)));
        return TypedResults.Json(new PageView<CarrierWaitingView>(views, null), AdminApiJson.Default.CarrierWaitingPage);
    }
}

/// <param name="Ok">The carrier answered.</param>
/// <param name="Error">What it did instead; null where it answered.</param>
public sealed record CarrierProbeView(DateTimeOffset At, bool Ok, string? Error);

/// <param name="EndedAt">When the last order that had waited was let go; null while it lasts.</param>
public sealed record CarrierOutageView(string OutageId, DateTimeOffset BeganAt, DateTimeOffset? EndedAt);

/// <param name="State">The state that runs again when the carrier is back.</param>
public sealed record CarrierWaitingView(string OrderId, string? CustomerName, DateTimeOffset Since, string State, string ExecutionName);
