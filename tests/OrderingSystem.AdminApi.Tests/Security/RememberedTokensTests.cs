using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.Tests.Security;

public sealed class RememberedTokensTests
{
    private static readonly TokenValidationParameters Parameters = new() { ClockSkew = TimeSpan.FromSeconds(30) };

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task Validate_SameTokenAgain_IsNotVerifiedAgain()
    {
        var verifier = new CountingVerifier(valid: true);
        using var tokens = new RememberedTokens(verifier);
        var token = TokenUntil(Now.AddMinutes(10));

        var first = await tokens.ValidateTokenAsync(token, Parameters);
        var second = await tokens.ValidateTokenAsync(token, Parameters);

        second.Should().BeSameAs(first);
        verifier.Verified.Should().Be(1);
    }

    [Fact]
    public async Task Validate_AnotherToken_IsVerified()
    {
        var verifier = new CountingVerifier(valid: true);
        using var tokens = new RememberedTokens(verifier);

        _ = await tokens.ValidateTokenAsync(TokenUntil(Now.AddMinutes(10)), Parameters);
        _ = await tokens.ValidateTokenAsync(TokenUntil(Now.AddMinutes(11)), Parameters);

        verifier.Verified.Should().Be(2);
    }

    [Fact]
    public async Task Validate_RefusedToken_IsNotRemembered()
    {
        var verifier = new CountingVerifier(valid: false);
        using var tokens = new RememberedTokens(verifier);
        var token = TokenUntil(Now.AddMinutes(10));

        _ = await tokens.ValidateTokenAsync(token, Parameters);
        var second = await tokens.ValidateTokenAsync(token, Parameters);

        second.IsValid.Should().BeFalse();
        verifier.Verified.Should().Be(2);
    }

    [Fact]
    public async Task Validate_TokenPastItsLife_IsVerifiedEachTime()
    {
        var verifier = new CountingVerifier(valid: true); // as it was, when the first request came
        using var tokens = new RememberedTokens(verifier);
        var token = TokenUntil(Now - Parameters.ClockSkew);

        _ = await tokens.ValidateTokenAsync(token, Parameters);
        _ = await tokens.ValidateTokenAsync(token, Parameters);

        verifier.Verified.Should().Be(2);
    }

    private static string TokenUntil(DateTime end) => TestIssuer.Shared.Token(new SecurityTokenDescriptor { IssuedAt = end.AddMinutes(-10), Expires = end });

    private sealed class CountingVerifier(bool valid) : TokenHandler
    {
        public int Verified { get; private set; }

        public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
        {
            Verified++;
            return Task.FromResult(new TokenValidationResult { IsValid = valid, SecurityToken = ReadToken(token) });
        }

        public override SecurityToken ReadToken(string token) => new JsonWebToken(token);
    }
}
