using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrderingSystem.Identity.Tokens;

/// <summary>Lets the API know of what is revoked, by whichever way: <c>/connect/revoke</c>, the end of a session, a code or a refresh token that comes twice.</summary>
internal sealed class RevokingTokenManager(
    IOpenIddictTokenCache<OpenIddictEntityFrameworkCoreToken> cache,
    ILogger<OpenIddictTokenManager<OpenIddictEntityFrameworkCoreToken>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictTokenStore<OpenIddictEntityFrameworkCoreToken> store,
    RevokedTokens revoked) : OpenIddictTokenManager<OpenIddictEntityFrameworkCoreToken>(cache, logger, options, store)
{
    /// <summary>A refresh token takes along what came of the same sign-in (RFC 7009 §2.1).</summary>
    public override async ValueTask<bool> TryRevokeAsync(OpenIddictEntityFrameworkCoreToken token, CancellationToken cancellationToken = default)
    {
        var done = await base.TryRevokeAsync(token, cancellationToken);
        if (await HasTypeAsync(token, [TokenTypeHints.RefreshToken, TokenTypeIdentifiers.RefreshToken], cancellationToken)
            && await GetAuthorizationIdAsync(token, cancellationToken) is { } authorizationId)
        {
            await base.RevokeByAuthorizationIdAsync(authorizationId, cancellationToken);
        }

        _ = revoked.Read();
        return done;
    }

    public override async ValueTask<long> RevokeAsync(string? subject, string? client, string? status, string? type, CancellationToken cancellationToken = default) =>
        Told(await base.RevokeAsync(subject, client, status, type, cancellationToken));

    public override async ValueTask<long> RevokeByApplicationIdAsync(string identifier, CancellationToken cancellationToken = default) =>
        Told(await base.RevokeByApplicationIdAsync(identifier, cancellationToken));

    public override async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken = default) =>
        Told(await base.RevokeByAuthorizationIdAsync(identifier, cancellationToken));

    public override async ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken = default) =>
        Told(await base.RevokeBySubjectAsync(subject, cancellationToken));

    private long Told(long count)
    {
        _ = revoked.Read();
        return count;
    }
}
