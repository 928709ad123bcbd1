using System.Security.Claims;
using System.Text.Json;
using OrderingSystem.Identity.Tokens;

namespace OrderingSystem.Identity.Tests;

/// <summary>Access tokens that are refused before they expire.</summary>
public sealed class RevokedTokensTests : IAsyncLifetime
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private SignInServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SignInServer.StartAsync(options => options.RefreshTokenReuseLeeway = TimeSpan.Zero);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task AccessToken_Revoked_IsKnownAtOnceAndItAlone()
    {
        var tokens = await SignInAsync();
        var renewed = (await _server.RefreshAsync(Text(tokens, "refresh_token"))).Body;
        IsRevoked(_server.Revoked, tokens).Should().BeFalse();

        await RevokeAsync(Text(tokens, "access_token"));

        IsRevoked(_server.Revoked, tokens).Should().BeTrue();
        IsRevoked(_server.RevokedAnew, tokens).Should().BeTrue();
        IsRevoked(_server.Revoked, renewed).Should().BeFalse();
    }

    [Fact]
    public async Task RefreshToken_Revoked_TakesTheSignInsAccessTokensAlong()
    {
        var tokens = await SignInAsync();
        using var again = await _server.Browser.GetAsync(_server.Authorize(Verifier));
        var (_, other) = await _server.RedeemAsync(SignInServer.CodeOf(again), Verifier);

        await RevokeAsync(Text(tokens, "refresh_token"));

        IsRevoked(_server.Revoked, tokens).Should().BeTrue();
        IsRevoked(_server.RevokedAnew, tokens).Should().BeTrue();
        IsRevoked(_server.Revoked, other).Should().BeFalse("another sign-in goes on");
    }

    [Fact]
    public async Task RefreshToken_ShownTwice_TakesTheSignInsAccessTokensAlong()
    {
        var tokens = await SignInAsync();
        var renewed = (await _server.RefreshAsync(Text(tokens, "refresh_token"))).Body;

        (await _server.RefreshAsync(Text(tokens, "refresh_token"))).Status.Should().Be(400);

        IsRevoked(_server.Revoked, renewed).Should().BeTrue("who holds it may be the thief");
    }

    [Fact]
    public async Task Session_Ended_TakesItsAccessTokenAlong()
    {
        var tokens = await SignInAsync();

        using var ended = await _server.Browser.GetAsync($"/connect/logout?id_token_hint={Text(tokens, "id_token")}");

        IsRevoked(_server.Revoked, tokens).Should().BeTrue();
    }

    [Fact]
    public async Task ProgramsToken_Revoked_IsKnownAtOnce()
    {
        (string, string)[] program = [("client_id", "script"), ("client_secret", "a secret of the script")];
        var (_, tokens) = await _server.TokenAsync([("grant_type", "client_credentials"), .. program]);
        var (_, others) = await _server.TokenAsync([("grant_type", "client_credentials"), .. program]);

        await RevokeAsync(Text(tokens, "access_token"), program);

        IsRevoked(_server.Revoked, tokens).Should().BeTrue();
        IsRevoked(_server.Revoked, others).Should().BeFalse();
    }

    [Fact]
    public void Token_WithoutAnId_IsRefused() => _server.Revoked.Contains(new ClaimsPrincipal(new ClaimsIdentity())).Should().BeTrue();

    private static bool IsRevoked(RevokedTokens revoked, JsonElement tokens) => revoked.Contains(new ClaimsPrincipal(new ClaimsIdentity(
        SignInServer.Claims(Text(tokens, "access_token")).EnumerateObject().Select(claim => new Claim(claim.Name, claim.Value.ToString())))));

    private static string Text(JsonElement tokens, string name) => tokens.GetProperty(name).GetString()!;

    private async Task<JsonElement> SignInAsync()
    {
        var (status, tokens) = await _server.RedeemAsync(await _server.CodeAsync(Verifier), Verifier);
        status.Should().Be(200);
        return tokens;
    }

    private async Task RevokeAsync(string token, params (string Name, string Value)[] client)
    {
        using var answer = await _server.Browser.PostAsync("/connect/revoke", new FormUrlEncodedContent(
            [new("token", token), .. (client.Length > 0 ? client : [("client_id", "admin-web")]).Select(field => KeyValuePair.Create(field.Item1, field.Item2))]));
        ((int)answer.StatusCode).Should().Be(200, await answer.Content.ReadAsStringAsync());
    }
}
