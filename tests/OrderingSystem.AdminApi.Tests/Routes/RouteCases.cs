using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Tests.Routes.Cases;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>The table of all routes' tests: <c>docs/api.md</c> is made from it.</summary>
internal static class RouteCases
{
    /// <summary>What follows from what a route is, and is asked of each by <see cref="RouteTests"/> with its first success.</summary>
    private static readonly HashSet<string> Derived = new(StringComparer.Ordinal)
    {
        ApiProblem.Unauthenticated,
        ApiProblem.ScopeMissing,
        ApiProblem.BodyNotJson,
        ApiProblem.BodyTooLarge,
        ApiProblem.UnsupportedMediaType,
        ApiProblem.ValidationFailed,
        ApiProblem.QueryInvalid,
        ApiProblem.HeaderInvalid,
        ApiProblem.NotFound,
        ApiProblem.WorkflowUnavailable,
        ApiProblem.Internal,
        ApiProblem.StoreUnavailable,
    };

    public static IReadOnlyList<RouteCase> All { get; } = [.. OrderCases.All, .. CustomerCases.All, .. ExecutionCases.All, .. OperatorCases.All];

    public static IEnumerable<RouteCase> Of(string operation) => All.Where(one => one.Operation == operation);

    /// <summary>The case that a route's derived refusals begin from.</summary>
    public static RouteCase FirstSuccessOf(string operation) => Of(operation).First(one => one.Problem is null);

    /// <summary>Refusals of a route that are asked for without a case of their own.</summary>
    public static IReadOnlyList<ProblemKind> DerivedOf(ApiRoute route)
    {
        var own = Of(route.OperationId).Select(one => one.Problem).ToHashSet(StringComparer.Ordinal);
        return [.. route.Refusals.Where(kind => Derived.Contains(kind.Type) && !own.Contains(kind.Type))];
    }

    /// <summary>Every problem type that some test asks the route for.</summary>
    public static IReadOnlyList<string> ProblemsOf(ApiRoute route) =>
        [.. DerivedOf(route).Select(kind => kind.Type), .. Of(route.OperationId).Select(one => one.Problem).OfType<string>()];
}
