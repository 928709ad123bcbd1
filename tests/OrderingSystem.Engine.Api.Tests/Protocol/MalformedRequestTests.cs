using System.Net;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Options;
using OrderingSystem.Engine.Api.Actions;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Security;
using OrderingSystem.Engine.Api.Tests.Fakes;

namespace OrderingSystem.Engine.Api.Tests.Protocol;

/// <summary>Whatever arrives, the answer is an answer or a refusal: never a failure of ours.</summary>
public sealed class MalformedRequestTests : ICredentialStore
{
    private static readonly string[] Operations = [.. ActionTable.Operations];

    private static readonly Gen<string> MemberName = Gen.OneOf(
        "stateMachineArn", "executionArn", "name", "input", "definition", "roleArn", "type", "maxResults", "nextToken", "statusFilter", "redriveFilter", "mapRunArn",
        "taskToken", "output", "error", "cause", "reverseOrder", "includeExecutionData", "includedData", "clientToken", "traceHeader", "publish", "versionDescription",
        "loggingConfiguration", "tracingConfiguration", "level", "destinations", "enabled");

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOf(
            "null", "true", "false", "{}", "[]", "[1]", "0", "-1", "1e400", "-0", "1.5", "99999999999999999999", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"{}\"", "\"STANDARD\"",
            "\"RUNNING\"", "{\"level\":1}", "{\"level\":\"ALL\",\"destinations\":[{}]}", $"\"{FakeEngine.StateMachineArn}\"", $"\"{FakeEngine.ExecutionArn}\"", "\"arn:\"",
            "\"arn:aws:states:::execution:\"", "\"arn:::::stateMachine:x\"", "{", "]", "\"", "nul"),
        Gen.String[Gen.Char['\u0020', '\u007e'], 0, 300].Select(text => System.Text.Json.JsonSerializer.Serialize(text)));

    private static readonly Gen<string> Body = Gen.OneOf(
        Gen.Select(MemberName, Value).Array[0, 6].Select(members => "{" + string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}")) + "}"),
        Gen.String[0, 200]);

    public SigningCredential? Find(string accessKeyId) => new(accessKeyId, "secret");

    [Fact]
    public async Task Body_OfAnyContent_IsNoFailureOfOurs()
    {
        await using var server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);

        await Gen.Select(Gen.OneOf(Operations), Body).SampleAsync(
            async request =>
            {
                var (status, _, _) = await server.PostAsync(request.Item1, request.Item2);

                status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
            },
            iter: 2000,
            threads: 4);
    }

    [Fact]
    public void Signature_OfAnyContent_IsRefusedInTheServicesWords()
    {
        var signatures = new SignatureV4(this, Options.Create(new EngineApiOptions()));
        var part = Gen.OneOf(
            Gen.OneOf("Credential=", "SignedHeaders=", "Signature=", "host", "x-amz-date", ";", ",", " ", "=", "/", "a/20260102/r/states/aws4_request", "AWS4-HMAC-SHA256", "%", "%zz", "%ff",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Credential=", "X-Amz-Signature=", "X-Amz-SignedHeaders=", "X-Amz-Date=", "X-Amz-Expires=", "&", "20260102T030405Z", "-1"),
            Gen.String[0, 8]);
        var text = part.Array[0, 12].Select(parts => string.Concat(parts));

        Gen.Select(text, text, text, Gen.Bool).Sample(
            (authorization, query, date, isPresigned) =>
            {
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Host"] = "a", ["X-Amz-Date"] = date };
                if (!isPresigned)
                {
                    headers["Authorization"] = "AWS4-HMAC-SHA256 " + authorization;
                }

                var request = new SignedRequest("POST", "/", isPresigned ? "X-Amz-Algorithm=AWS4-HMAC-SHA256&" + query : string.Empty, headers);

                var verify = () => signatures.Identify(request).Verify(Encoding.UTF8.GetBytes(authorization));

                verify.Should().Throw<RequestRefusedException>();
            },
            iter: 5000);
    }
}
