using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Readiness;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: what it needs is there.</summary>
internal static class HealthEndpoints
{
    private const string Tag = "Health";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Json(new ReadinessView("healthy", null), AdminApiJson.Default.ReadinessView))
            .Documented("getHealth", Tag, "Whether the process answers")
            .Answers<ReadinessView>();
        app.MapGet("/readyz", ReadyAsync)
            .Documented("getReadiness", Tag, "Whether what the process needs is there")
            .Answers<ReadinessView>()
            .Answers<ReadinessView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, IEnumerable<IReadinessCheck> checks)
    {
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var check in checks)
        {
            if (await check.CheckAsync(context.RequestAborted) is { } reason)
            {
                failures[check.Name] = reason;
            }
        }

        return failures.Count == 0
            ? TypedResults.Json(new ReadinessView("ready", null), AdminApiJson.Default.ReadinessView)
            : TypedResults.Json(
                new ReadinessView("not ready", failures), AdminApiJson.Default.ReadinessView, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <param name="Reasons">By check; null where all is well.</param>
public sealed record ReadinessView(string Status, IReadOnlyDictionary<string, string>? Reasons);
