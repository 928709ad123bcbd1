using System.Security.Claims;
using OpenIddict.Abstractions;
using OrderingSystem.Identity.Users;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrderingSystem.Identity.Endpoints;

/// <summary>What tokens say about their bearer.</summary>
internal static class TokenIdentity
{
    public const string ProgramRole = "program";

    /// <summary>In refresh tokens only: which password and role they were given for.</summary>
    public const string StampClaim = "stamp";

    /// <param name="asked">Scopes beyond what the role allows are left out.</param>
    public static ClaimsIdentity Of(UserAccount user, IEnumerable<string> asked, SignInOptions options)
    {
        var identity = New(user.UserId, user.Username, user.Role, options);
        identity.SetClaim(Claims.PreferredUsername, user.Username);
        identity.SetClaim(StampClaim, user.Stamp);
        var allowed = options.ScopesByRole.GetValueOrDefault(user.Role, []);
        identity.SetScopes(asked.Where(scope => !options.Scopes.Contains(scope) || allowed.Contains(scope)));
        return identity;
    }

    /// <param name="asked">None: all.</param>
    public static ClaimsIdentity OfProgram(string clientId, IReadOnlyCollection<string> asked, SignInOptions options)
    {
        var identity = New(clientId, clientId, ProgramRole, options);
        identity.SetScopes(asked.Count == 0 ? options.Scopes : asked);
        return identity;
    }

    public static IEnumerable<string> DestinationsOf(Claim claim) => claim.Type switch
    {
        Claims.Subject or Claims.Name or Claims.PreferredUsername or Claims.Role or Claims.AuthenticationTime => [Destinations.AccessToken, Destinations.IdentityToken],
        _ => [],
    };

    private static ClaimsIdentity New(string subject, string name, string role, SignInOptions options)
    {
        var identity = new ClaimsIdentity("token", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetClaim(Claims.Name, name);
        identity.SetClaim(Claims.Role, role);
        identity.SetResources(options.Audience);
        return identity;
    }
}
