using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.Tokens;

namespace OrderingSystem.AdminApi.Security;

/// <summary>
/// Knows for a while which tokens it has found valid: verifying a signature costs a quarter of the work of placing an order, and a client sends the same token with each of its
/// requests. A token is known no longer than it lives, and for <see cref="Lifetime"/> at most, so that a key that its issuer withdraws goes on for no longer than that.
/// </summary>
/// <remarks>Says only that the issuer signed the token, for this API. What changes meanwhile, a revocation, is for the caller to ask with each request.</remarks>
internal sealed class RememberedTokens(TokenHandler verifier) : TokenHandler, IDisposable
{
    /// <summary>By the wall clock, as the lifetimes of tokens are.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Far above the clients of one shop; who sends more tokens has them verified as before.</summary>
    private const int MaxTokens = 10_000;

    private readonly MemoryCache _valid = new(new MemoryCacheOptions { SizeLimit = MaxTokens });

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_valid.TryGetValue(token, out TokenValidationResult? known))
        {
            return known!;
        }

        var result = await verifier.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
        {
            _valid.Set(token, result, new MemoryCacheEntryOptions
            {
                Size = 1,
                AbsoluteExpiration = new DateTimeOffset(result.SecurityToken.ValidTo + validationParameters.ClockSkew),
                AbsoluteExpirationRelativeToNow = Lifetime, // the earlier of both
            });
        }

        return result;
    }

    public override SecurityToken ReadToken(string token) => verifier.ReadToken(token);

    public void Dispose() => _valid.Dispose();
}
