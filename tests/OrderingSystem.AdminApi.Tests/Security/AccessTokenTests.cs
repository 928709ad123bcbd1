using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.Tests.Security;

/// <summary>Tokens that look right and are not.</summary>
public sealed class AccessTokenTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Call_GoodToken_IsAnswered() => (await StatusAsync(TestIssuer.Shared.Operator)).Should().Be(200);

    [Fact]
    public async Task Call_NoToken_Is401AndSaysHow()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders");
        using var anonymous = new HttpClient { BaseAddress = _api.Client.BaseAddress };

        using var answer = await anonymous.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(401);
        answer.Headers.WwwAuthenticate.Should().ContainSingle().Which.ToString().Should().Be("Bearer");
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["type"]!.GetValue<string>().Should().Be("urn:ordering-system:problem:unauthenticated");
    }

    [Fact]
    public async Task Call_TokenInTheQuery_Is401()
    {
        using var anonymous = new HttpClient { BaseAddress = _api.Client.BaseAddress };

        using var answer = await anonymous.GetAsync($"/api/orders?access_token={TestIssuer.Shared.Operator}");

        ((int)answer.StatusCode).Should().Be(401);
    }

    [Fact]
    public async Task Call_Expired_Is401() =>
        (await StatusAsync(TestIssuer.Shared.Token(new SecurityTokenDescriptor { IssuedAt = Now.AddHours(-1), Expires = Now.AddMinutes(-1) }))).Should().Be(401);

    [Fact]
    public async Task Call_NotYetValid_Is401() =>
        (await StatusAsync(TestIssuer.Shared.Token(new SecurityTokenDescriptor { NotBefore = Now.AddMinutes(5) }))).Should().Be(401);

    [Fact]
    public async Task Call_OfAnotherIssuer_Is401() =>
        (await StatusAsync(TestIssuer.Shared.Token(new SecurityTokenDescriptor { Issuer = "http://127.0.0.1:5081/" }))).Should().Be(401);

    [Fact]
    public async Task Call_ForAnotherAudience_Is401() =>
        (await StatusAsync(TestIssuer.Shared.Token(new SecurityTokenDescriptor { Audience = "admin-web" }))).Should().Be(401);

    [Fact]
    public async Task Call_WithAnIdToken_Is401() =>
        (await StatusAsync(TestIssuer.Shared.Token(new SecurityTokenDescriptor { TokenType = "JWT" }))).Should().Be(401);

    [Fact]
    public async Task Call_SignedWithAnotherKeyOfTheSameName_Is401()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = TestIssuer.KeyId }, SecurityAlgorithms.EcdsaSha256);

        (await StatusAsync(TestIssuer.Shared.Token(new SecurityTokenDescriptor { SigningCredentials = forged }))).Should().Be(401);
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("HS512")]
    public async Task Call_SignedWithThePublicKeyAsASecret_Is401(string algorithm)
    {
        // The classic confusion: what everybody may read, taken for a shared secret.
        var secret = new SymmetricSecurityKey(TestIssuer.Shared.PublicKey) { KeyId = TestIssuer.KeyId };

        (await StatusAsync(TestIssuer.Shared.Token(new SecurityTokenDescriptor { SigningCredentials = new SigningCredentials(secret, algorithm) }))).Should().Be(401);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("")]
    public async Task Call_UnsignedToken_Is401(string algorithm)
    {
        var parts = TestIssuer.Shared.Operator.Split('.');
        var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"at+jwt"}""");

        (await StatusAsync($"{header}.{parts[1]}.")).Should().Be(401);
        (await StatusAsync($"{header}.{parts[1]}.{parts[2]}")).Should().Be(401);
    }

    [Fact]
    public async Task Call_RoleRaisedInTheToken_Is401()
    {
        var parts = TestIssuer.Shared.Admin.Split('.');
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        claims["role"] = Roles.Operator;

        (await StatusAsync($"{parts[0]}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.{parts[2]}")).Should().Be(401);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public async Task Call_NoTokenAtAll_Is401(string garbage) => (await StatusAsync(garbage)).Should().Be(401);

    [Fact]
    public async Task Me_EachRole_HasItsScopesAndNoMore()
    {
        (await MeAsync(TestIssuer.Shared.Token("olga", Roles.Operator, Scopes.All))).Should().Be("olga operator orders:read orders:write executions:read executions:operate");
        (await MeAsync(TestIssuer.Shared.Token("ada", Roles.Admin, Scopes.All))).Should().Be("ada admin orders:read orders:write executions:read");
        (await MeAsync(TestIssuer.Shared.Token("script", Roles.Program, [Scopes.OrdersRead]))).Should().Be("script program orders:read");
        (await MeAsync(TestIssuer.Shared.Token("nina", Roles.None, Scopes.All))).Should().Be("nina none");
        (await MeAsync(TestIssuer.Shared.Token("mallory", "root", Scopes.All))).Should().Be("mallory root");
    }

    private async Task<string> MeAsync(string token)
    {
        using var answer = await SendAsync("/api/me", token);
        var me = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return string.Join(' ', [me["name"]!.GetValue<string>(), me["role"]!.GetValue<string>(), .. me["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>())]);
    }

    private async Task<int> StatusAsync(string token)
    {
        using var answer = await SendAsync("/api/orders", token);
        return (int)answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _api.Client.SendAsync(request);
    }
}
