using Microsoft.Extensions.DependencyInjection;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>One documented answer of one route: what was there before, what is asked, what comes.</summary>
/// <param name="Operation">The route's operation id.</param>
/// <param name="Given">What was there before, in words; with the operation it names the case.</param>
/// <param name="Problem">The problem type of a refusal; null for a success.</param>
/// <param name="Arrange">Brings that about, and says what to ask.</param>
internal sealed record RouteCase(string Operation, string Given, int Status, string? Problem, Func<RouteBench, Task<RouteRequest>> Arrange)
{
    /// <summary>Another server than the usual one.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public string Name => $"{Operation}, {Given}: {Status}";
}

/// <param name="Key">The Idempotency-Key.</param>
internal sealed record RouteRequest(string Path, string? Body = null, string? Key = null, string? IfMatch = null)
{
    public string MediaType { get; init; } = "application/json";
}
