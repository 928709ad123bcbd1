using System.Net;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Microsoft.Extensions.Time.Testing;

namespace OrderingSystem.Infrastructure.Tests.Aws.SecretsManager;

public sealed class AmazonSecretsManagerClientTests : IDisposable
{
    private const string Arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:bobs-post-AbCdEf";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly RecordedExchange _exchange = new();

    public void Dispose() => _exchange.Dispose();

    /// <summary>The signature that botocore 1.43.11 makes of the same request.</summary>
    [Fact]
    public async Task GetSecretValue_Arn_IsTheSignedRequestThatSecretsManagerTakes()
    {
        _exchange.Answers(HttpStatusCode.OK, $$"""{"ARN":"{{Arn}}","CreatedDate":1767323045.123,"Name":"bobs-post","SecretString":"key-1","VersionId":"v-1","VersionStages":["AWSCURRENT"]}""");
        using var client = CreateClient();

        var response = await client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = Arn });

        (response.SecretString, response.VersionId).Should().Be(("key-1", "v-1"));
        var (_, headers, body) = _exchange.Requests.Should().ContainSingle().Subject;
        body.Should().Be($$"""{"SecretId":"{{Arn}}"}""");
        headers["X-Amz-Target"].Should().Be("secretsmanager.GetSecretValue");
        headers["Content-Type"].Should().Be("application/x-amz-json-1.1");
        headers["Authorization"].Should().Be(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/secretsmanager/aws4_request, "
            + "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target, "
            + "Signature=19e20b6a830a6ea00b956df7f943e8f8bee4ed4e5d0dc00e2e447695d2ecf157");
    }

    [Theory]
    [InlineData("""{"__type":"ResourceNotFoundException","Message":"Secrets Manager can't find the specified secret."}""", "ResourceNotFoundException", "*find*")]
    [InlineData("""{"__type":"com.amazon.coral.service#AccessDeniedException","message":"not authorized"}""", "AccessDeniedException", "not authorized")]
    [InlineData("<html>a proxy</html>", null, "*400*")]
    public async Task GetSecretValue_Refused_SaysHow(string answer, string? code, string message)
    {
        _exchange.Answers(HttpStatusCode.BadRequest, answer);
        using var client = CreateClient();

        var get = () => client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = Arn });

        (await get.Should().ThrowAsync<AmazonSecretsManagerException>().WithMessage(message)).Which.ErrorCode.Should().Be(code);
        _exchange.Requests.Should().ContainSingle("a refusal is not asked for again");
    }

    [Fact]
    public async Task GetSecretValue_NoAnswerAtFirst_IsAskedAgain()
    {
        _exchange.Fails(HttpRequestError.ConnectionError)
            .Answers(HttpStatusCode.InternalServerError, """{"__type":"InternalServiceError","Message":"again"}""")
            .Answers(HttpStatusCode.OK, """{"SecretString":"key-1"}""");
        using var client = CreateClient();

        var response = await client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = Arn });

        response.SecretString.Should().Be("key-1");
        _exchange.Requests.Should().HaveCount(3);
    }

    private AmazonSecretsManagerClient CreateClient() => new(
        RecordedExchange.Credentials,
        new AmazonSecretsManagerConfig { ServiceURL = "http://127.0.0.1:4566", AuthenticationRegion = "eu-west-1", HttpClientFactory = _exchange.AsFactory },
        _clock,
        () => 0);
}
