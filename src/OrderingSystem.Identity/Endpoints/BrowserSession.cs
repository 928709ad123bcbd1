using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OrderingSystem.Identity.Users;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrderingSystem.Identity.Endpoints;

/// <summary>That a browser is signed in here: a cookie below <c>/connect</c> that no script can read.</summary>
internal static class BrowserSession
{
    public const string Scheme = "browser-session";
    public const string Cookie = "ordering.session";
    public const string Path = "/connect";

    /// <summary>A password given so recently counts as given for this request.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private const string StampClaim = "stamp";

    public static Task BeginAsync(HttpContext context, UserAccount user) => context.SignInAsync(
        Scheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(Claims.Subject, user.UserId), new Claim(StampClaim, user.Stamp)], Scheme)));

    /// <returns>Null where nobody is signed in, or their password or role has changed since.</returns>
    public static UserAccount? UserOf(AuthenticateResult session, UserAccounts users) =>
        session.Principal?.FindFirst(Claims.Subject)?.Value is { } id
        && users.FindById(id) is { } user
        && user.Stamp == session.Principal.FindFirst(StampClaim)?.Value
            ? user
            : null;
}
