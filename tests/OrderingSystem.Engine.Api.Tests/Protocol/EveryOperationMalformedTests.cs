using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderingSystem.Engine.Api.Actions;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;
using Payload = OrderingSystem.StatesLanguage.Data.Json.Payload;

namespace OrderingSystem.Engine.Api.Tests.Protocol;

/// <summary>Every operation that the endpoint has, asked wrongly in every way: it answers as the service does, and nothing of ours fails.</summary>
public sealed class EveryOperationMalformedTests : IAsyncLifetime
{
    private static readonly string[] Wrong = ["17", "\"text\"", "true", "[]", "{}", "[[]]", "[1]", "1e400"];

    private EngineApiServer _server = null!;

    public static TheoryData<string> Operations => [.. ActionTable.Operations];

    public async ValueTask InitializeAsync() => _server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Table_OfTheEndpoint_HasTheServiceModelsOperations()
    {
        ActionTable.Operations.Should().BeEquivalentTo(ServiceModel.Operations);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Request_AsTheModelHasIt_IsTakenWithUnknownMembersToo(string operation)
    {
        var request = ServiceModel.Request(operation);
        request["unknown"] = JsonNode.Parse("""{"deep":[1,{"x":null}]}""");

        var (status, answer, _) = await _server.PostAsync(operation, request.ToJsonString());

        status.Should().Be(HttpStatusCode.OK, answer);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Request_OfAnotherForm_IsRefusedBeforeTheEngine(string operation)
    {
        var target = "AWSStepFunctions." + operation;
        var valid = Encoding.UTF8.GetBytes(ServiceModel.Request(operation).ToJsonString());

        await ExpectAsync(HttpStatusCode.BadRequest, "UnknownOperationException", _server.PostAsync("AWSStepFunctions_20161123." + operation, valid));
        await ExpectAsync(HttpStatusCode.BadRequest, "UnknownOperationException", _server.PostAsync(target + "s", valid));
        await ExpectAsync(HttpStatusCode.NotFound, "UnknownOperationException", _server.PostAsync(target, valid, "application/json"));
        await ExpectAsync(HttpStatusCode.NotFound, "UnknownOperationException", _server.PostAsync(target, valid, "text/plain"));
        await ExpectTooLargeAsync(target);
        foreach (var body in new[] { "[]", "7", "null", "\"{}\"", "{\"a\":", "{\"a\"}", "{]", "\0", "{\0}" })
        {
            await ExpectAsync(HttpStatusCode.BadRequest, "SerializationException", _server.PostAsync(target, Encoding.UTF8.GetBytes(body)));
        }

        await ExpectAsync(HttpStatusCode.BadRequest, "SerializationException", _server.PostAsync(target, valid[..^1]));
        _server.Engine.Calls.Should().BeEmpty();
        _server.Logs.Entries.Should().NotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Member_MissingOrOfAnotherType_IsRefusedInTheServicesWords(string operation)
    {
        foreach (var member in ServiceModel.MembersOf(operation))
        {
            if (member.IsRequired)
            {
                var answer = await ExpectAsync(HttpStatusCode.BadRequest, "ValidationException", PostAsync(operation, member.Name, value: null));
                answer.Should().Contain($"Value null at '{member.Name}' failed to satisfy constraint: Member must not be null");
            }

            var wrong = member.Type is "number" or "boolean" ? "\"text\"" : "17";
            await ExpectAsync(HttpStatusCode.BadRequest, "SerializationException", PostAsync(operation, member.Name, JsonNode.Parse(wrong)));
        }

        _server.Engine.Calls.Should().BeEmpty();
        _server.Logs.Entries.Should().NotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Member_OfAnyOtherValue_IsNoFailureOfOurs(string operation)
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        foreach (var member in ServiceModel.MembersOf(operation))
        {
            foreach (var value in Wrong.Select(text => JsonNode.Parse(text)).Concat([JsonValue.Create("a\0b"), JsonValue.Create("arn:aws:states:us-east-1:1:stateMachine:\0"), JsonValue.Create("{\"a\":\"\0\"}")]))
            {
                var request = ServiceModel.Request(operation);
                request[member.Name] = value;

                var answer = await engine.CallAsync(operation, request);

                answer.ToString().Should().NotContain("InternalFailure", $"{operation} {request.ToJsonString()}");
            }
        }
    }

    private Task<(HttpStatusCode Status, string Body, string? RequestId)> PostAsync(string operation, string member, JsonNode? value)
    {
        var request = ServiceModel.Request(operation);
        request[member] = value;
        return _server.PostAsync(operation, request.ToJsonString());
    }

    /// <summary>The error, or a connection that is closed while the client still sends.</summary>
    private async Task ExpectTooLargeAsync(string target)
    {
        try
        {
            await ExpectAsync(HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException", _server.PostAsync(target, new byte[(2 * 1024 * 1024) + 1]));
        }
        catch (HttpRequestException closed)
        {
            closed.InnerException.Should().BeAssignableTo<IOException>();
        }
    }

    private static async Task<string> ExpectAsync(HttpStatusCode status, string code, Task<(HttpStatusCode Status, string Body, string? RequestId)> request)
    {
        var (actual, body, requestId) = await request;
        using var document = JsonDocument.Parse(body);
        (actual, document.RootElement.GetProperty("__type").GetString()).Should().Be((status, code), body);
        requestId.Should().NotBeNullOrEmpty();
        return body;
    }
}
