using System.Net;
using System.Text.Json;

namespace OrderingSystem.Identity.Tests;

public sealed class SignInTests : IAsyncLifetime
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private SignInServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SignInServer.StartAsync(options => options.RefreshTokenReuseLeeway = TimeSpan.Zero);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Code_WithItsVerifier_BecomesTokens()
    {
        var (status, tokens) = await _server.RedeemAsync(await _server.CodeAsync(Verifier), Verifier);

        status.Should().Be(200);
        tokens.GetProperty("expires_in").GetInt32().Should().BeInRange(590, 600);
        var access = SignInServer.Claims(tokens.GetProperty("access_token").GetString()!);
        access.GetProperty("aud").GetString().Should().Be("api");
        access.GetProperty("iss").GetString().Should().Be(_server.Url.AbsoluteUri);
        access.GetProperty("role").GetString().Should().Be("writer");
        access.GetProperty("scope").GetString().Should().Be(SignInServer.Scope);
        access.TryGetProperty("stamp", out _).Should().BeFalse("what is for the server alone stays in the refresh token");
        SignInServer.Claims(tokens.GetProperty("id_token").GetString()!).GetProperty("nonce").GetString().Should().Be("n");
    }

    [Fact]
    public async Task Scopes_BeyondTheRole_AreNotGiven()
    {
        var (_, tokens) = await _server.RedeemAsync(await _server.CodeAsync(Verifier, "rita"), Verifier);

        SignInServer.Claims(tokens.GetProperty("access_token").GetString()!).GetProperty("scope").GetString().Should().Be("openid profile offline_access read");
    }

    [Fact]
    public async Task Code_WithAnotherVerifierOrTwice_IsRefused()
    {
        var code = await _server.CodeAsync(Verifier);
        (await _server.RedeemAsync(code, Verifier.Replace('d', 'e'))).Status.Should().Be(400);

        var (first, tokens) = await _server.RedeemAsync(code, Verifier);
        var (second, _) = await _server.RedeemAsync(code, Verifier);

        (first, second).Should().Be((200, 400));
        (await _server.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!)).Status.Should().Be(400, "a code that comes twice was stolen: what came of it is revoked");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("plain")]
    public async Task Authorize_WithoutS256_IsRefused(string? method)
    {
        using var answer = await _server.Browser.GetAsync(_server.Authorize(Verifier, method: method));

        answer.Headers.Location?.ToString().Should().Contain("error=invalid_request").And.StartWith(_server.Callback);
    }

    [Theory]
    [InlineData("https://evil.example/auth/callback")]
    [InlineData("http://127.0.0.1:1/auth/callback")]
    [InlineData("/auth/callback")]
    public async Task Authorize_ForAnotherRedirect_StaysHereAndSaysSo(string redirect)
    {
        using var answer = await _server.Browser.GetAsync(_server.Authorize(Verifier, redirect));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Headers.Location.Should().BeNull();
        (await answer.Content.ReadAsStringAsync()).Should().Contain("redirect_uri");
    }

    [Theory]
    [InlineData("response_type=token")]
    [InlineData("response_type=id_token")]
    [InlineData("response_type=code%20id_token")]
    public async Task Authorize_ByImplicitFlow_IsRefused(string type)
    {
        using var answer = await _server.Browser.GetAsync(_server.Authorize(Verifier).Replace("response_type=code", type, StringComparison.Ordinal));

        ((int)answer.StatusCode).Should().BeOneOf(302, 400);
        (answer.Headers.Location?.ToString() ?? "error=").Should().Contain("error=").And.NotContain("access_token");
    }

    [Fact]
    public async Task Token_ByPasswordGrant_IsRefused() =>
        (await _server.TokenAsync(("grant_type", "password"), ("client_id", "admin-web"), ("username", "will"), ("password", SignInServer.Password))).Status.Should().Be(400);

    [Fact]
    public async Task Refresh_Twice_RevokesAllThatCameOfTheSignIn()
    {
        var (_, first) = await _server.RedeemAsync(await _server.CodeAsync(Verifier), Verifier);
        var stolen = first.GetProperty("refresh_token").GetString()!;
        var (renewed, second) = await _server.RefreshAsync(stolen);
        renewed.Should().Be(200);
        second.GetProperty("refresh_token").GetString().Should().NotBe(stolen);

        var (again, refusal) = await _server.RefreshAsync(stolen);

        again.Should().Be(400);
        refusal.GetProperty("error").GetString().Should().Be("invalid_grant");
        (await _server.RefreshAsync(second.GetProperty("refresh_token").GetString()!)).Status.Should().Be(400, "who holds the newer one may be the thief");
    }

    [Fact]
    public async Task Revoke_RefreshToken_EndsIt()
    {
        var (_, tokens) = await _server.RedeemAsync(await _server.CodeAsync(Verifier), Verifier);
        var refresh = tokens.GetProperty("refresh_token").GetString()!;

        using var answer = await _server.Browser.PostAsync("/connect/revoke", new FormUrlEncodedContent([new("client_id", "admin-web"), new("token", refresh)]));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await _server.RefreshAsync(refresh)).Status.Should().Be(400);
    }

    [Fact]
    public async Task Logout_WithTheIdToken_EndsSessionAndTokensAndGoesBack()
    {
        var (_, tokens) = await _server.RedeemAsync(await _server.CodeAsync(Verifier), Verifier);

        using var out1 = await _server.Browser.GetAsync(
            $"/connect/logout?id_token_hint={tokens.GetProperty("id_token").GetString()}&post_logout_redirect_uri={Uri.EscapeDataString(_server.Url.AbsoluteUri)}&state=x");

        out1.Headers.Location.Should().Be(new Uri(_server.Url, "/?state=x"));
        (await _server.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!)).Status.Should().Be(400);
        using var again = await _server.Browser.GetAsync(_server.Authorize(Verifier));
        again.Headers.Location!.ToString().Should().StartWith("/connect/sign-in?");
    }

    [Fact]
    public async Task Logout_ToAnotherSite_DoesNotGoThere()
    {
        using var answer = await _server.Browser.GetAsync("/connect/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F");

        answer.Headers.Location?.Host.Should().NotBe("evil.example");
    }

    [Fact]
    public async Task Authorize_SignedInBefore_AsksForNoPasswordAgainUnlessToldTo()
    {
        _ = await _server.CodeAsync(Verifier);

        using var second = await _server.Browser.GetAsync(_server.Authorize(Verifier));
        using var silent = await _server.NewBrowser().GetAsync(_server.Authorize(Verifier, more: "&prompt=none"));

        SignInServer.CodeOf(second).Should().NotBeEmpty();
        silent.Headers.Location!.ToString().Should().Contain("error=login_required");
    }

    [Fact]
    public async Task Program_SecretRightOrWrong_IsToldApart()
    {
        var (good, tokens) = await _server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "script"), ("client_secret", "a secret of the script"), ("scope", "read"));
        var (wrong, refusal) = await _server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "script"), ("client_secret", "a guess"));
        var (web, _) = await _server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "admin-web"));

        good.Should().Be(200);
        var claims = SignInServer.Claims(tokens.GetProperty("access_token").GetString()!);
        (claims.GetProperty("role").GetString(), claims.GetProperty("scope").GetString(), claims.GetProperty("sub").GetString()).Should().Be(("program", "read", "script"));
        (wrong, refusal.GetProperty("error").GetString()).Should().Be((401, "invalid_client"));
        web.Should().BeOneOf(400, 401);
    }

    [Fact]
    public async Task Jwks_Published_HoldsNoPrivatePart()
    {
        using var keys = JsonDocument.Parse(await _server.Browser.GetStringAsync("/.well-known/jwks"));

        var key = keys.RootElement.GetProperty("keys").EnumerateArray().Should().ContainSingle().Which;
        key.EnumerateObject().Select(member => member.Name).Should().NotContain(["d", "p", "q", "k"]);
        key.GetProperty("alg").GetString().Should().Be("ES256");
    }
}
