using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/carrier</c>: how Bob's Post is doing, as this process has seen it.</summary>
internal static class CarrierEndpoints
{
    public static void MapCarrier(this IEndpointRouteBuilder api) => api.MapGet("/carrier", GetAsync).RequireScope(Scopes.OrdersRead);

    private static async Task<IResult> GetAsync(HttpContext context, CarrierMonitor monitor, OrderQueries queries)
    {
        var sight = monitor.Sight;
        var counts = await queries.CountAsync(context.RequestAborted);
        var view = new CarrierView(
            "Bob's Post",
            sight.Condition.ToString().ToLowerInvariant(),
            sight.Condition == CarrierCondition.Down ? sight.Since : null,
            sight.SeenAt,
            sight.Reason,
            counts.Of(OrderStatus.Placed));
        return TypedResults.Json(view, AdminApiJson.Default.CarrierView);
    }
}

/// <param name="State"><c>unknown</c>, <c>answering</c> or <c>down</c>.</param>
/// <param name="DownSince">Null where it is not down.</param>
/// <param name="OrdersWaiting">Orders that are not booked yet.</param>
public sealed record CarrierView(string Name, string State, DateTimeOffset? DownSince, DateTimeOffset? LastAskedAt, string? Reason, int OrdersWaiting);
