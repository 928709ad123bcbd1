using System.Text.Json;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/orders/{orderId}/timeline</c>: what happened to an order, oldest first.</summary>
internal static class TimelineEndpoints
{
    public static void MapTimeline(this IEndpointRouteBuilder api) =>
        api.MapGet("/orders/{orderId}/timeline", GetAsync).RequireScope(Scopes.OrdersRead)
            .Documented("getOrderTimeline", OrdersEndpoints.Tag, "What happened to an order, oldest first")
            .Answers<PageView<TimelineEntryView>>()
            .Refuses(ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);

    private static async Task<IResult> GetAsync(string orderId, HttpContext context, OrderQueries queries)
    {
        var entries = await queries.ReadTimelineAsync(OrdersEndpoints.IdOf(orderId), context.RequestAborted)
            ?? throw new ApiProblemException(ApiProblem.Missing("There is no such order."));
        return TypedResults.Json(new PageView<TimelineEntryView>([.. entries.Select(TimelineEntryView.Of)], null), AdminApiJson.Default.TimelinePage);
    }
}

/// <param name="Kind">One word for programs, for example <c>scheduled</c> or <c>attentionRaised</c>.</param>
/// <param name="Text">The same for people.</param>
/// <param name="By">Who did it; null where the system did.</param>
public sealed record TimelineEntryView(DateTimeOffset At, string Kind, string Text, string? By)
{
    public static TimelineEntryView Of(TimelineEntry entry) =>
        new(entry.At, JsonNamingPolicy.CamelCase.ConvertName(entry.Kind.ToString()), entry.Text, entry.By);
}
