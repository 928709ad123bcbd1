using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>
/// Asks every route for each refusal that follows from what it is: its scope, its body, its parameters, its ids. What a route refuses of its own has tests beside
/// those of the route. <c>docs/api.md</c> is made from the same.
/// </summary>
public sealed class RouteTests : IAsyncLifetime
{
    private const string Unknown = """{"noSuchField":1}""";

    private static readonly string[] Lookups = [ApiProblem.NotFound, ApiProblem.NoDemoClock];

    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public Task EveryRoute_NoToken_Is401() => ForEachAsync(
        _ => true,
        async route => await ProbeAsync(route, ApiProblem.Unauthenticated, route.EmptyPath, route.ReadsBody ? Unknown : null, token: string.Empty));

    [Fact]
    public Task EveryRoute_AllScopesButItsOwn_Is403() => ForEachAsync(
        route => route.Scope is not null,
        async route =>
        {
            var token = TestIssuer.Shared.Token("olga", Roles.Operator, Scopes.All.Where(scope => scope != route.Scope));
            return await ProbeAsync(route, ApiProblem.ScopeMissing, route.EmptyPath, route.ReadsBody ? Unknown : null, token);
        });

    [Fact]
    public Task EveryBody_NotJson_Is400() => ForEachAsync(
        route => route.ReadsBody, async route => await ProbeAsync(route, ApiProblem.BodyNotJson, route.EmptyPath, "{"), orElse: Lookups);

    [Fact]
    public Task EveryBody_TooLarge_Is413() => ForEachAsync(
        route => route.ReadsBody,
        async route => await ProbeAsync(route, ApiProblem.BodyTooLarge, route.EmptyPath, new string(' ', JsonBody.MaxBytes + 1)),
        orElse: Lookups);

    [Fact]
    public Task EveryBody_AnotherMediaType_Is415() => ForEachAsync(
        route => route.ReadsBody,
        async route => await ProbeAsync(route, ApiProblem.UnsupportedMediaType, route.EmptyPath, "{}", mediaType: "text/plain"),
        orElse: Lookups);

    [Fact]
    public Task EveryBody_UnknownField_Is422() => ForEachAsync(
        route => route.ReadsBody, async route => await ProbeAsync(route, ApiProblem.ValidationFailed, route.EmptyPath, Unknown), orElse: Lookups);

    [Fact]
    public Task EveryQuery_RepeatedParameter_Is400() => ForEachAsync(
        route => route.Parameters.Any(parameter => parameter.In == "query"),
        async route =>
        {
            var name = route.Parameters.First(parameter => parameter.In == "query").Name;
            return await ProbeAsync(route, ApiProblem.QueryInvalid, $"{route.EmptyPath}?{name}=a&{name}=b", route.ReadsBody ? "{}" : null);
        },
        orElse: [.. Lookups, ApiProblem.ValidationFailed]);

    [Fact]
    public Task EveryRequiredHeader_LeftOut_Is400() => ForEachAsync(
        route => route.Parameters.Any(parameter => parameter is { In: "header", Required: true }),
        async route => await ProbeAsync(route, ApiProblem.HeaderInvalid, route.EmptyPath, route.ReadsBody ? "{}" : null, withHeaders: false));

    [Fact]
    public Task EveryRead_UnknownId_Is404() => ForEachAsync(
        route => route.Method == "GET" && route.EmptyPath != route.Pattern && route.Refusals.Any(kind => kind.Type == ApiProblem.NotFound),
        async route => await ProbeAsync(route, ApiProblem.NotFound, route.EmptyPath, null));

    [Fact]
    public Task EveryReadWithoutId_Allowed_Is200() => ForEachAsync(
        route => route.Method == "GET" && route.EmptyPath == route.Pattern && route.AnswersJson && !route.Refusals.Any(kind => kind.Type is ApiProblem.NoDemoClock or ApiProblem.NotFound),
        async route =>
        {
            using var answer = await SendAsync(route, route.EmptyPath, null, TestIssuer.Shared.Operator);
            return (int)answer.StatusCode == 200 && answer.Headers.ETag is { IsWeak: false } ? null : $"{(int)answer.StatusCode}, tag {answer.Headers.ETag}";
        });

    [Fact]
    public Task Table_InDocs_IsThatOfTheRoutes() => Repository.CompareAsync("docs/api.md", ApiTable.Write(ApiRoute.Of(_api)), "UPDATE_OPENAPI");

    /// <param name="probe">Gives null where all is well, else what came instead.</param>
    /// <param name="orElse">Types that are as good: a route may look for its resource first.</param>
    private async Task ForEachAsync(Func<ApiRoute, bool> which, Func<ApiRoute, Task<string?>> probe, params IReadOnlyCollection<string> orElse)
    {
        var routes = ApiRoute.Of(_api).Where(which).ToList();
        var wrong = new List<string>();
        foreach (var route in routes)
        {
            if (await probe(route) is { } instead && !orElse.Any(type => instead.EndsWith(type, StringComparison.Ordinal)))
            {
                wrong.Add($"{route.Method} {route.Pattern}: {instead}");
            }
        }

        routes.Should().NotBeEmpty();
        wrong.Should().BeEmpty();
    }

    private async Task<string?> ProbeAsync(
        ApiRoute route, string type, string path, string? body, string? token = null, string mediaType = "application/json", bool withHeaders = true)
    {
        using var answer = await SendAsync(route, path, body, token ?? TestIssuer.Shared.Operator, mediaType, withHeaders);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} without a problem");
        }

        var got = JsonNode.Parse(text)!["type"]!.GetValue<string>();
        return got == type && (int)answer.StatusCode == ProblemCatalogue.Of(type).Status ? null : string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {got}");
    }

    private async Task<HttpResponseMessage> SendAsync(
        ApiRoute route, string path, string? body, string token, string mediaType = "application/json", bool withHeaders = true)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        request.Headers.Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        if (withHeaders && route.Parameters.Any(parameter => parameter.Name == IdempotencyKey.Header))
        {
            request.Headers.Add(IdempotencyKey.Header, "probe");
        }

        using var client = new HttpClient { BaseAddress = _api.Client.BaseAddress };
        return await client.SendAsync(request, token.Length == 0 ? HttpCompletionOption.ResponseContentRead : HttpCompletionOption.ResponseHeadersRead);
    }
}
