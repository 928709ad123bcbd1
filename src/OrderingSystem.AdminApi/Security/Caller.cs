using System.Security.Claims;

namespace OrderingSystem.AdminApi.Security;

/// <summary>Who calls, whatever issuer their token is from: the claims <c>name</c>, <c>role</c>, and one <c>scope</c> for each scope.</summary>
internal static class Caller
{
    private const string Name = "name";
    private const string Role = "role";
    private const string Scope = "scope";

    /// <summary>For log entries about requests that came without a token.</summary>
    private const string Nobody = "nobody";

    public static string NameOf(HttpContext context) => context.User.Identity?.Name ?? Nobody;

    public static string RoleOf(ClaimsPrincipal user) => user.FindFirst(Role)?.Value ?? Roles.None;

    public static IEnumerable<string> ScopesOf(ClaimsPrincipal user) => user.FindAll(Scope).Select(claim => claim.Value);

    public static bool HasScope(ClaimsPrincipal user, string scope) => user.HasClaim(Scope, scope);

    /// <param name="granted">What the token grants; what the role does not allow is left out.</param>
    public static ClaimsPrincipal Of(string name, string role, IEnumerable<string> granted) => new(new ClaimsIdentity(
        [
            new Claim(Name, name),
            new Claim(Role, role),
            .. granted.Intersect(Roles.ScopesByRole.GetValueOrDefault(role, []), StringComparer.Ordinal).Select(scope => new Claim(Scope, scope)),
        ],
        "token",
        Name,
        Role));
}
