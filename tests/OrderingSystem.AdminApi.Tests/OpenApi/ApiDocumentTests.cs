using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;

namespace OrderingSystem.AdminApi.Tests.OpenApi;

public sealed class ApiDocumentTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Document_Served_IsTheOneInTheRepository()
    {
        var served = await _api.Client.GetStringAsync(ApiDocument.Path);

        await Repository.CompareAsync("docs/openapi/v1.json", served.ReplaceLineEndings("\n") + "\n", "UPDATE_OPENAPI");
    }

    [Fact]
    public async Task Document_KnownToTheCaller_IsNotSentAgain()
    {
        using var first = await _api.Client.GetAsync(ApiDocument.Path);
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiDocument.Path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _api.Client.SendAsync(request);

        ((int)second.StatusCode).Should().Be(304);
    }

    [Fact]
    public async Task Document_EachOperationBelowApi_NamesItsScopeAndItsRefusals()
    {
        var document = await ReadAsync();

        foreach (var (path, method, operation) in Operations(document).Where(one => one.Path.StartsWith("/api", StringComparison.Ordinal)))
        {
            operation["operationId"].Should().NotBeNull("{0} {1} is Documented", method, path);
            operation["summary"].Should().NotBeNull("{0} {1} is Documented", method, path);
            operation["responses"]!.AsObject().Select(response => response.Key).Should().Contain(status => status[0] == '2', "{0} {1} Answers", method, path);
            operation["responses"]!["500"].Should().NotBeNull("{0} {1} may fail", method, path);
            operation["security"].Should().NotBeNull("{0} {1} has a scope", method, path);
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                parameter!["description"].Should().NotBeNull("{0} of {1} {2} is described", parameter["name"], method, path);
            }
        }
    }

    [Fact]
    public async Task Document_OperationIds_AreUnique()
    {
        var document = await ReadAsync();

        Operations(document).Select(one => one.Operation["operationId"]?.GetValue<string>()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Document_References_LeadSomewhere()
    {
        var document = await ReadAsync();
        var schemas = document["components"]!["schemas"]!.AsObject().Select(schema => "#/components/schemas/" + schema.Key).ToHashSet(StringComparer.Ordinal);

        References(document).Where(reference => reference.StartsWith("#/components/schemas/", StringComparison.Ordinal)).Should().BeSubsetOf(schemas);
    }

    [Fact]
    public void Routes_ThatReadABody_SayWhich()
    {
        var readers = _api.Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<RequiredScope>() is not null && route.Metadata.GetMetadata<IAcceptsMetadata>() is not null);

        readers.Should().AllSatisfy(route => route.Metadata.GetMetadata<ReadsJson>().Should().NotBeNull("{0} says so with ReadsBody", route.DisplayName));
    }

    [Fact]
    public void Catalogue_EveryProblemType_StandsThereOnce()
    {
        var constants = typeof(ApiProblem).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

        ProblemCatalogue.All.Select(kind => kind.Type).Should().BeEquivalentTo(constants);
    }

    [Fact]
    public void Examples_Read_AreOfTheirType()
    {
        foreach (var (type, example) in ApiExamples.All)
        {
            var read = () => JsonSerializer.Deserialize(example, AdminApiJson.Default.GetTypeInfo(type)!);

            read.Should().NotThrow("the example of {0} is one", type.Name).Which.Should().NotBeNull();
        }
    }

    [Fact]
    public async Task Page_Docs_ComesFromThisHostAloneUnderAStrictPolicy()
    {
        using var page = await _api.Client.GetAsync("/docs/");
        var html = await page.Content.ReadAsStringAsync();
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();

        html.Should().NotContain("://", "nothing is loaded from elsewhere");
        policy.Should().Contain("default-src 'none'").And.MatchRegex("script-src 'self' 'nonce-[^']+'").And.NotContain("unsafe-eval");
        html.Should().Contain($"nonce=\"{policy.Split("'nonce-")[1].Split('\'')[0]}\"");
        foreach (var script in new[] { "scalar.js", "scalar.aspnetcore.js" })
        {
            using var asset = await _api.Client.GetAsync("/docs/" + script);
            ((int)asset.StatusCode).Should().Be(200);
        }
    }

    private async Task<JsonNode> ReadAsync() => JsonNode.Parse(await _api.Client.GetStringAsync(ApiDocument.Path))!;

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select (path.Key, method.Key, method.Value!);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
