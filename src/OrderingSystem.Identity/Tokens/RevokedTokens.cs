using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using OrderingSystem.Identity.Storage;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrderingSystem.Identity.Tokens;

/// <summary>Which tokens that have not expired were revoked: in memory, so that the API asks for each request without a look into the file.</summary>
/// <remarks>The file has one process that writes it, and whoever revokes there reads the list anew (<see cref="RevokingTokenManager"/>).</remarks>
public sealed class RevokedTokens(IdentityDatabase database, IOptions<SignInOptions> options)
{
    /// <summary>Longer than any API's tolerance for clocks that differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private volatile FrozenSet<string>? _ids;

    /// <param name="token">An access token whose signature was checked.</param>
    /// <returns>True also for a token without an id: this issuer gives none out.</returns>
    public bool Contains(ClaimsPrincipal token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.FindFirst(Claims.Private.TokenId)?.Value is not { } id || (_ids ?? Read()).Contains(id);
    }

    /// <summary>From now on what the file says now.</summary>
    internal FrozenSet<string> Read()
    {
        lock (_lock) // so that an older list never takes the place of a newer one
        {
            return _ids = database.Query(
                """SELECT "Id" FROM "OpenIddictTokens" WHERE "Status" = $revoked AND "ExpirationDate" > $since""",
                reader => reader.GetString(0),
                ("$revoked", Statuses.Revoked),
                ("$since", (options.Value.Clock.GetUtcNow() - Margin).UtcDateTime)).ToFrozenSet(StringComparer.Ordinal);
        }
    }
}
