using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>A route below <c>/api</c>, as it describes itself.</summary>
internal sealed partial record ApiRoute(RouteEndpoint Endpoint)
{
    public string Method => Endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single();

    /// <summary>For example <c>/api/orders/{orderId}</c>.</summary>
    public string Pattern => "/" + Endpoint.RoutePattern.RawText!.Trim('/');

    public string OperationId => Endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;

    public string? Scope => Endpoint.Metadata.GetMetadata<RequiredScope>()?.Scope;

    public bool ReadsBody => Endpoint.Metadata.GetMetadata<ReadsJson>() is not null;

    public IReadOnlyList<ApiParameter> Parameters => [.. Endpoint.Metadata.GetOrderedMetadata<TakesParameter>().Select(takes => takes.Parameter)];

    public IReadOnlyList<ProblemKind> Refusals => OperationDescription.RefusalsOf(Endpoint.Metadata);

    public IReadOnlyList<IProducesResponseTypeMetadata> Answers =>
        [.. Endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().OrderBy(answer => answer.StatusCode)];

    /// <summary>A path that leads here, to resources that do not exist.</summary>
    public string EmptyPath => PathParameter().Replace(Pattern, match => match.Value switch
    {
        "{orderId}" => "O-00000000000000000000000000",
        "{customerId}" => "C-404",
        "{eventId}" => "404",
        "{notificationId}" => "O-00000000000000000000000000.shipped",
        _ => "nobody",
    });

    public static IReadOnlyList<ApiRoute> Of(ApiServer api) =>
    [
        .. api.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true && endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .Select(endpoint => new ApiRoute(endpoint))
            .OrderBy(route => route.Pattern, StringComparer.Ordinal)
            .ThenBy(route => route.Method, StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex PathParameter();
}
