using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Invariants;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/invariants</c>: whether anything was lost, doubled or forgotten, by a look at every order now.</summary>
internal static class InvariantsEndpoints
{
    public static void MapInvariants(this IEndpointRouteBuilder api) =>
        api.MapGet("/invariants", CheckAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("checkInvariants", "Operations", "Whether anything was lost, doubled or forgotten", "Looks at every order, now.")
            .Answers<InvariantsView>()
            .Refuses(ApiProblem.WorkflowUnavailable);

    private static async Task<IResult> CheckAsync(HttpContext context, CheckInvariants check)
    {
        var report = await check.RunAsync(context.RequestAborted);
        var view = new InvariantsView(
            report.CheckedAt,
            report.OrdersChecked,
            [.. report.Violations.Select(violation => new InvariantViolationView(violation.Invariant, violation.OrderId.Value, violation.Description))]);
        return TypedResults.Json(view, AdminApiJson.Default.InvariantsView);
    }
}

/// <param name="CheckedAt">When the check began.</param>
/// <param name="Violations">Empty where all is well; at most 1,000, and the check ends with the last of them.</param>
public sealed record InvariantsView(DateTimeOffset CheckedAt, long OrdersChecked, IReadOnlyList<InvariantViolationView> Violations);

/// <param name="Invariant">For example <c>oneBooking</c>.</param>
public sealed record InvariantViolationView(string Invariant, string OrderId, string Description);
