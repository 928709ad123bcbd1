using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Security;

namespace OrderingSystem.Engine.Api.Tests.Security;

/// <summary>The signatures here were made by botocore's signer for 2026-01-02T03:04:05Z.</summary>
public sealed class SignatureV4Tests : ICredentialStore
{
    private const string Scope = "AKIDEXAMPLE/20260102/eu-west-1/states/aws4_request";
    private const string Signature = "5abed2a8baf447c864788db40dba38f5b46687f677c196094714167d8708c84b";
    private const string SignedHeaders = "content-type;host;x-amz-date;x-amz-target";
    private const string Body = """{"maxResults":10}""";

    private const string PresignedQuery = "maxResults=10&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Feu-west-1%2Fstates%2Faws4_request"
        + "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=900&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-target"
        + "&X-Amz-Signature=de7dddf98d39d38732134fadae19af3a61d350f535c008bc5737d4bdddcb2724";

    private readonly FakeTimeProvider _wallClock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private string? _sessionToken;

    public SigningCredential? Find(string accessKeyId) =>
        accessKeyId == "AKIDEXAMPLE" ? new SigningCredential(accessKeyId, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", _sessionToken) : null;

    [Fact]
    public void Verify_HeaderSignature_Passes()
    {
        var refusal = Refusal(Request(Authorization()));

        refusal.Should().BeNull();
    }

    [Fact]
    public void Verify_HeaderWithRunsOfSpaces_TheyCountAsOne()
    {
        var request = Request(Authorization("c2c02fef62e5d86472b340d6e566426a8239d1670cea05078fe533329fa2cdeb", "content-type;host;x-amz-date;x-amz-meta;x-amz-target"));

        var refusal = Refusal(With(request, "X-Amz-Meta", "  two   words  "));

        refusal.Should().BeNull();
    }

    [Fact]
    public void Verify_UnsortedEncodedQuery_IsCanonicalised()
    {
        var request = Request(Authorization("2b91785051ac03f032d178aa8ce09f73f636b5177ac97f65ec9e7d384e9e4319"));

        var refusal = Refusal(request with { Query = "b=2&a=x%20y&a=%2F" });

        refusal.Should().BeNull();
    }

    [Fact]
    public void Verify_SessionToken_MustBeTheCredentials()
    {
        var request = With(
            Request(Authorization("b56edef329569b6810a375beeac537d53749e25920986a7791e3ea55ee928e8b", "content-type;host;x-amz-date;x-amz-security-token;x-amz-target")),
            "X-Amz-Security-Token",
            "a-session-token");

        var withoutToken = Refusal(request);
        _sessionToken = "a-session-token";
        var withToken = Refusal(request);
        _sessionToken = "another";
        var withOther = Refusal(request);

        withoutToken!.Code.Should().Be("UnrecognizedClientException");
        withToken.Should().BeNull();
        withOther!.Code.Should().Be("UnrecognizedClientException");
    }

    [Fact]
    public void Verify_PresignedQuery_Passes()
    {
        var refusal = Refusal(Presigned(PresignedQuery), body: string.Empty);

        refusal.Should().BeNull();
    }

    [Fact]
    public void Verify_PresignedAfterItsExpiry_IsRefused()
    {
        _wallClock.Advance(TimeSpan.FromSeconds(901));

        var refusal = Refusal(Presigned(PresignedQuery), body: string.Empty);

        refusal!.Code.Should().Be("InvalidSignatureException");
        refusal.Message.Should().Be("Signature expired: 20260102T030405Z is now earlier than 20260102T030406Z (20260102T031906Z - 15 min.)");
    }

    [Theory]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=604801", "InvalidSignatureException")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=901", "InvalidSignatureException")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=900&X-Amz-Expires=900", "IncompleteSignatureException")]
    [InlineData("maxResults=10", "maxResults=11", "InvalidSignatureException")]
    [InlineData("&X-Amz-Date=20260102T030405Z", "", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1", "IncompleteSignatureException")]
    public void Verify_PresignedAndChanged_IsRefused(string part, string changed, string code)
    {
        var refusal = Refusal(Presigned(PresignedQuery.Replace(part, changed, StringComparison.Ordinal)), body: string.Empty);

        refusal!.Code.Should().Be(code);
    }

    [Fact]
    public void Verify_AnyPartOfTheRequestChanged_SignatureDoesNotMatch()
    {
        var signed = Request(Authorization());
        var changed = new[]
        {
            Refusal(signed, body: """{"maxResults":11}"""),
            Refusal(signed with { Method = "PUT" }),
            Refusal(signed with { Path = "/other" }),
            Refusal(signed with { Query = "a=1" }),
            Refusal(With(signed, "Host", "127.0.0.1:8084")),
            Refusal(With(signed, "Content-Type", "application/x-amz-json-1.1")),
            Refusal(With(signed, "X-Amz-Target", "AWSStepFunctions.DeleteStateMachine")),
            Refusal(With(signed, "X-Amz-Date", "20260102T030406Z")),
            Refusal(Request(Authorization(new string('0', 64)))),
            Refusal(Request(Authorization(Signature[..63]))),
            Refusal(Request(Authorization(Signature.ToUpperInvariant()))),
        };

        changed.Should().AllSatisfy(refusal =>
        {
            refusal!.Code.Should().Be("InvalidSignatureException");
            refusal.Message.Should().StartWith("The request signature we calculated does not match the signature you provided.");
        });
    }

    [Fact]
    public void Verify_NoAuthorization_IsMissingAuthenticationToken()
    {
        var none = Refusal(Request(authorization: null));
        var basic = Refusal(Request("Basic dXNlcjpwYXNz"));

        none!.Code.Should().Be("MissingAuthenticationTokenException");
        basic!.Code.Should().Be("MissingAuthenticationTokenException");
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256", "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'")]
    [InlineData("AWS4-HMAC-SHA256 Credential", "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential'.")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a", "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'")]
    public void Verify_IncompleteAuthorization_SaysWhatIsMissing(string authorization, string message)
    {
        var refusal = Refusal(Request(authorization));

        refusal!.Code.Should().Be("IncompleteSignatureException");
        refusal.Message.Should().Be(message);
    }

    [Fact]
    public void Verify_HeaderAndQuery_IsRefused()
    {
        var refusal = Refusal(Request(Authorization()) with { Query = PresignedQuery });

        refusal!.Message.Should().Be("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }

    [Fact]
    public void Verify_UnknownAccessKey_IsUnrecognizedClient()
    {
        var refusal = Refusal(Request(Authorization().Replace("AKIDEXAMPLE", "AKIDOTHER", StringComparison.Ordinal)));

        refusal!.Code.Should().Be("UnrecognizedClientException");
        refusal.Message.Should().Be("The security token included in the request is invalid.");
    }

    [Theory]
    [InlineData(-299, null)]
    [InlineData(300, null)]
    [InlineData(301, "Signature expired: 20260102T030405Z is now earlier than 20260102T030406Z (20260102T030906Z - 5 min.)")]
    [InlineData(-301, "Signature not yet current: 20260102T030405Z is still later than 20260102T030404Z (20260102T025904Z + 5 min.)")]
    public void Verify_ClockSkew_IsFiveMinutesEitherWay(int secondsLater, string? message)
    {
        var clock = new FakeTimeProvider(_wallClock.GetUtcNow().AddSeconds(secondsLater));

        var refusal = Refusal(Request(Authorization()), clock: clock);

        refusal?.Message.Should().Be(message);
        (refusal is null).Should().Be(message is null);
    }

    [Theory]
    [InlineData("eu-west-1", "us-east-1", "Credential should be scoped to a valid region, not 'us-east-1'. ")]
    [InlineData("/states/", "/sqs/", "Credential should be scoped to correct service: 'states'. ")]
    [InlineData("aws4_request", "aws5_request", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. ")]
    [InlineData("20260102", "20260103", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260103' != '20260102', from '20260102T030405Z'.")]
    public void Verify_OtherScope_IsRefused(string part, string other, string message)
    {
        var refusal = Refusal(Request(Authorization().Replace(part, other, StringComparison.Ordinal)), region: "eu-west-1");

        refusal!.Code.Should().Be("InvalidSignatureException");
        refusal.Message.Should().Be(message);
    }

    [Theory]
    [InlineData("content-type;x-amz-date;x-amz-target", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("content-type;host;x-amz-date", "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("content-type;host;x-amz-target", "'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.")]
    public void Verify_DecisiveHeaderNotSigned_IsRefused(string signedHeaders, string message)
    {
        var refusal = Refusal(Request(Authorization(signedHeaders: signedHeaders)));

        refusal!.Code.Should().Be("InvalidSignatureException");
        refusal.Message.Should().Be(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("20260102")]
    [InlineData("Fri, 02 Jan 2026 03:04:05 GMT")]
    public void Verify_DateNotBasicIso_IsIncomplete(string date)
    {
        var refusal = Refusal(With(Request(Authorization()), "X-Amz-Date", date));

        refusal!.Code.Should().Be("IncompleteSignatureException");
    }

    private static string Authorization(string signature = Signature, string signedHeaders = SignedHeaders) =>
        $"AWS4-HMAC-SHA256 Credential={Scope}, SignedHeaders={signedHeaders}, Signature={signature}";

    private static SignedRequest Request(string? authorization)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = "127.0.0.1:8083",
            ["Content-Type"] = "application/x-amz-json-1.0",
            ["X-Amz-Target"] = "AWSStepFunctions.ListStateMachines",
            ["X-Amz-Date"] = "20260102T030405Z",
            ["User-Agent"] = "not signed",
        };
        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        return new SignedRequest("POST", "/", string.Empty, headers);
    }

    private static SignedRequest Presigned(string query)
    {
        var request = Request(authorization: null);
        return request with { Query = query, Headers = request.Headers.Where(header => header.Key != "X-Amz-Date").ToDictionary(StringComparer.OrdinalIgnoreCase) };
    }

    private static SignedRequest With(SignedRequest request, string name, string value) =>
        request with { Headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { [name] = value } };

    private RequestRefusedException? Refusal(SignedRequest request, string body = Body, string? region = null, TimeProvider? clock = null)
    {
        var signatures = new SignatureV4(this, Options.Create(new EngineApiOptions { Region = region, WallClock = clock ?? _wallClock }));
        try
        {
            signatures.Identify(request).Verify(Encoding.UTF8.GetBytes(body));
            return null;
        }
        catch (RequestRefusedException refusal)
        {
            return refusal;
        }
    }
}
