using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>
/// Asks every route for every answer that it documents: by a case of <see cref="RouteCases"/>, or, for refusals that follow from what a route is (its scope, its body, its
/// parameters, its ids), by its first success with one thing wrong. <c>docs/api.md</c> is made from the same table, so that it says what was asked.
/// </summary>
public sealed class RouteTests
{
    private const string Unknown = """{"noSuchField":1}""";

    public static TheoryData<string> Cases => [.. RouteCases.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_Asked_IsAnsweredAsDocumented(string name)
    {
        var one = RouteCases.All.Single(known => known.Name == name);
        await using var api = await ApiServer.StartAsync(one.Services);
        var route = ApiRoute.Of(api).Single(known => known.OperationId == one.Operation);
        var bench = new RouteBench(api);
        var request = await one.Arrange(bench);
        if (one == RouteCases.FirstSuccessOf(one.Operation))
        {
            (await WhatIsAnsweredOtherwiseAsync(bench, route, request)).Should().BeEmpty("with one thing wrong the request is refused as documented");
        }

        using var answer = await SendAsync(api, route, request, TestIssuer.Shared.Operator);

        if (one.Problem is not null)
        {
            (await DescribeAsync(answer)).Should().Be(Refusal(one.Problem));
            route.Refusals.Should().Contain(kind => kind.Type == one.Problem && kind.Status == one.Status);
            return;
        }

        (await DescribeAsync(answer)).Should().Be(string.Create(CultureInfo.InvariantCulture, $"{one.Status} without a problem"));
        var documented = await DocumentedAnswers.ReadAsync(api);
        documented.MediaTypesOf(route, one.Status).Should().Equal(answer.Content.Headers.ContentType!.MediaType);
        if (answer.Content.Headers.ContentType.MediaType == "application/json")
        {
            documented.Check(route, one.Status, await answer.Content.ReadAsStringAsync()).Should().BeEmpty();
            await CheckTagAsync(api, route, request, answer);
        }
    }

    [Fact]
    public async Task EveryAnswerOfEveryRoute_IsAskedFor()
    {
        await using var api = await ApiServer.StartAsync();
        var routes = ApiRoute.Of(api);

        var missing = routes.SelectMany(route => route.Answers.Where(answer => answer.StatusCode < 300)
            .Where(answer => !RouteCases.Of(route.OperationId).Any(one => one.Problem is null && one.Status == answer.StatusCode))
            .Select(answer => $"{route.OperationId}: {answer.StatusCode}"))
            .Concat(routes.SelectMany(route => route.Refusals.Where(kind => !RouteCases.ProblemsOf(route).Contains(kind.Type)).Select(kind => $"{route.OperationId}: {kind.Type}")));

        missing.Should().BeEmpty("each documented answer has a case in RouteCases");
        RouteCases.All.Select(one => one.Operation).Should().BeSubsetOf(routes.Select(route => route.OperationId));
        RouteCases.All.Select(one => one.Name).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Table_InDocs_IsThatOfTheCases()
    {
        await using var api = await ApiServer.StartAsync();

        await Repository.CompareAsync("docs/api.md", ApiTable.Write(ApiRoute.Of(api)), "UPDATE_OPENAPI");
    }

    /// <summary>The request with one thing wrong each time; what is refused changes nothing, and what got no answer can be asked again.</summary>
    private static async Task<IReadOnlyList<string>> WhatIsAnsweredOtherwiseAsync(RouteBench bench, ApiRoute route, RouteRequest request)
    {
        var wrong = new List<string>();
        foreach (var kind in RouteCases.DerivedOf(route))
        {
            using var answer = await AskWronglyAsync(bench, route, request, kind.Type);
            if (answer is not null && await DescribeAsync(answer) is var got && got != Refusal(kind.Type))
            {
                wrong.Add($"expected {Refusal(kind.Type)}, got {got}");
            }
        }

        return wrong;
    }

    /// <returns>Null for what has a test of its own elsewhere.</returns>
    private static async Task<HttpResponseMessage?> AskWronglyAsync(RouteBench bench, ApiRoute route, RouteRequest request, string problem)
    {
        Task<HttpResponseMessage> Send(RouteRequest wrong) => SendAsync(bench.Api, route, wrong, TestIssuer.Shared.Operator);
        switch (problem)
        {
            case ApiProblem.Unauthenticated:
                return await SendAsync(bench.Api, route, request, token: null);
            case ApiProblem.ScopeMissing:
                return await SendAsync(bench.Api, route, request, TestIssuer.Shared.Token("olga", Roles.Operator, Scopes.All.Where(scope => scope != route.Scope)));
            case ApiProblem.BodyNotJson:
                return await Send(request with { Body = "{" });
            case ApiProblem.BodyTooLarge:
                return await Send(request with { Body = new string(' ', JsonBody.MaxBytes + 1) });
            case ApiProblem.UnsupportedMediaType:
                return await Send(request with { MediaType = "text/plain" });
            case ApiProblem.ValidationFailed:
                return await Send(request with { Body = Unknown });
            case ApiProblem.QueryInvalid:
                var name = route.Parameters.First(parameter => parameter.In == "query").Name;
                return await Send(request with { Path = $"{request.Path}{(request.Path.Contains('?') ? '&' : '?')}{name}=a&{name}=b" });
            case ApiProblem.HeaderInvalid:
                return await Send(request with { Key = null });
            case ApiProblem.NotFound:
                return await Send(request with { Path = route.EmptyPath });
            case ApiProblem.WorkflowUnavailable:
                bench.LetWorkflowBeDown();
                try
                {
                    return await Send(request);
                }
                finally
                {
                    bench.LetWorkflowBeDown(false);
                }

            case ApiProblem.StoreUnavailable: // LambdaAdminApiTests: a table that refuses connections
            case ApiProblem.Internal:
                return null; // OrdersEndpointsTests: a store that throws
            default:
                throw new InvalidOperationException($"'{problem}' has a case of its own.");
        }
    }

    /// <summary>A GET that answers with JSON can be asked whether it changed.</summary>
    private static async Task CheckTagAsync(ApiServer api, ApiRoute route, RouteRequest request, HttpResponseMessage answer)
    {
        if (route.Method != "GET")
        {
            return;
        }

        answer.Headers.ETag.Should().NotBeNull().And.Match<EntityTagHeaderValue>(tag => !tag.IsWeak);
        using var again = await SendAsync(api, route, request, TestIssuer.Shared.Operator, answer.Headers.ETag);
        ((int)again.StatusCode).Should().Be(304);
    }

    private static string Refusal(string type) => string.Create(CultureInfo.InvariantCulture, $"{ProblemCatalogue.Of(type).Status} {type}");

    private static async Task<string> DescribeAsync(HttpResponseMessage answer)
    {
        var type = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["type"]!.GetValue<string>()
            : "without a problem";
        return string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {type}");
    }

    private static async Task<HttpResponseMessage> SendAsync(
        ApiServer api, ApiRoute route, RouteRequest request, string? token, EntityTagHeaderValue? known = null)
    {
        using var message = new HttpRequestMessage(new HttpMethod(route.Method), request.Path);
        message.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.MediaType);
        }

        if (request.Key is not null)
        {
            message.Headers.Add(IdempotencyKey.Header, request.Key);
        }

        if (request.IfMatch is not null)
        {
            message.Headers.TryAddWithoutValidation("If-Match", request.IfMatch);
        }

        if (known is not null)
        {
            message.Headers.IfNoneMatch.Add(known);
        }

        // Events never end: what comes is read where it is looked at.
        using var client = new HttpClient { BaseAddress = api.Client.BaseAddress };
        var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            await answer.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        }

        return answer;
    }
}
