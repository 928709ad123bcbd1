using System.ComponentModel.DataAnnotations;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Orders;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/orders/{orderId}/whereabouts</c>: where an order is, in words.</summary>
internal static class WhereaboutsEndpoints
{
    public static void MapWhereabouts(this IEndpointRouteBuilder api) =>
        api.MapGet("/orders/{orderId}/whereabouts", GetAsync).RequireScope(Scopes.OrdersRead)
            .Documented("getOrderWhereabouts", OrdersEndpoints.Tag, "Where an order is and what it waits for, in words for people")
            .Answers<WhereaboutsView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);

    private static async Task<IResult> GetAsync(string orderId, HttpContext context, WhereIsOrder whereIs)
    {
        var id = OrdersEndpoints.IdOf(orderId);
        var found = await whereIs.RunAsync(id, context.RequestAborted) ?? throw new ApiProblemException(ApiProblem.Missing("There is no such order."));
        var view = new WhereaboutsView(
            id.Value,
            found.State,
            found.WaitingFor?.ToString().ToLowerInvariant(),
            found.Since,
            found.NextAt,
            found.Sentence,
            found.Next,
            found.TellCustomer,
            found.ExecutionName,
            found.ExecutionStatus);
        return TypedResults.Json(view, AdminApiJson.Default.WhereaboutsView);
    }
}

/// <param name="State">The state of the execution that the order is in, or that goes on when its wait ends; null where nothing more happens to it.</param>
/// <param name="WaitingFor">Null where it waits for nothing but its next step.</param>
/// <param name="Since">When that began.</param>
/// <param name="NextAt">When something happens by itself, at the latest; null for an order that is done or waits for an operator.</param>
/// <param name="Sentence">What is the matter.</param>
/// <param name="Next">What happens next.</param>
/// <param name="TellCustomer">What a customer may be told.</param>
/// <param name="ExecutionStatus">In Step Functions' word; null where the execution is forgotten.</param>
public sealed record WhereaboutsView(
    string OrderId,
    string? State,
    [property: AllowedValues("carrier", "shipment", "operator", "notification", null)] string? WaitingFor,
    DateTimeOffset Since,
    DateTimeOffset? NextAt,
    string Sentence,
    string Next,
    string TellCustomer,
    string ExecutionName,
    string? ExecutionStatus);
