using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.Tests.Security;

/// <summary>Every route of the API, whoever added it: closed without a token, and without its scope.</summary>
public sealed class ScopeTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task EveryRoute_WithoutToken_Is401()
    {
        using var anonymous = new HttpClient { BaseAddress = _api.Client.BaseAddress };

        foreach (var (method, path, _) in Routes())
        {
            using var request = RequestOf(method, path);
            using var answer = await anonymous.SendAsync(request);

            ((int)answer.StatusCode).Should().Be(401, "{0} {1} asks who calls", method, path);
        }
    }

    [Fact]
    public async Task EveryRoute_WithAllScopesButItsOwn_Is403AndNamesIt()
    {
        foreach (var (method, path, scope) in Routes().Where(route => route.Scope is not null))
        {
            using var request = RequestOf(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.Shared.Token("script", Roles.Program, Scopes.All.Where(other => other != scope)));
            using var answer = await _api.Client.SendAsync(request);

            ((int)answer.StatusCode).Should().Be(403, "{0} {1} needs {2}", method, path, scope);
            answer.Headers.WwwAuthenticate.Single().ToString().Should().Contain($"scope=\"{scope}\"");
            JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["type"]!.GetValue<string>().Should().Be("urn:ordering-system:problem:scope-missing");
        }
    }

    [Fact]
    public async Task EveryRoute_WithItsScopeAlone_IsNeither401Nor403()
    {
        foreach (var (method, path, scope) in Routes().Where(route => route.Scope is not null && route.Path != "/api/events"))
        {
            using var request = RequestOf(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.Shared.Token("script", Roles.Program, [scope!]));
            using var answer = await _api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            ((int)answer.StatusCode).Should().NotBe(401, "{0} {1}", method, path).And.NotBe(403, "{0} {1}", method, path);
        }
    }

    [Fact]
    public void EveryRoute_ButTheOneAboutTheCaller_NamesItsScope()
    {
        Routes().Where(route => route.Scope is null).Select(route => route.Path).Should().Equal("/api/me");
    }

    [Fact]
    public void EveryRouteThatChangesSomething_NeedsAScopeToWriteOrOperate()
    {
        Routes().Where(route => route.Method != "GET").Should().OnlyContain(route => route.Scope == Scopes.OrdersWrite || route.Scope == Scopes.ExecutionsOperate);
    }

    [Fact]
    public async Task EveryAnswer_CarriesTheSecurityHeaders()
    {
        foreach (var path in new[] { "/api/me", "/api/nowhere", "/healthz", "/openapi/v1.json" })
        {
            using var answer = await _api.Client.GetAsync(path);

            answer.Headers.GetValues("Content-Security-Policy").Should().Equal(SecurityHeaders.DataPolicy);
            answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
            answer.Headers.Contains("Permissions-Policy").Should().BeTrue();
            answer.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
        }
    }

    private static HttpRequestMessage RequestOf(string method, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return request;
    }

    private IEnumerable<(string Method, string Path, string? Scope)> Routes() =>
        from route in _api.Endpoints.OfType<RouteEndpoint>()
        where route.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)
        from method in route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (
            method,
            string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
                part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x")))).Insert(0, "/"),
            route.Metadata.GetMetadata<RequiredScope>()?.Scope);
}
