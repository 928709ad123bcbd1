using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OrderingSystem.Identity.Users;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrderingSystem.Identity.Endpoints;

/// <summary><c>/connect/token</c>. OpenIddict has checked the client, its secret, the code and its verifier, or the refresh token.</summary>
internal static class TokenEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, UserAccounts users, IOptions<SignInOptions> options)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The request is none of OAuth 2.0.");
        if (request.IsClientCredentialsGrantType())
        {
            return SignIn(TokenIdentity.OfProgram(request.ClientId!, [.. request.GetScopes()], options.Value));
        }

        if (!request.IsAuthorizationCodeGrantType() && !request.IsRefreshTokenGrantType())
        {
            return TokenAnswers.Refuse(Errors.UnsupportedGrantType, "This grant type is not served.");
        }

        var before = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal
            ?? throw new InvalidOperationException("A code or refresh token without anybody in it passed the checks.");
        if (users.FindById(before.GetClaim(Claims.Subject)!) is not { } user || user.Stamp != before.GetClaim(TokenIdentity.StampClaim))
        {
            return TokenAnswers.Refuse(Errors.InvalidGrant, "The user, their password or their role has changed: sign in again.");
        }

        // Everything about the user is read anew; what the code or the refresh token is for (its authorization, its scopes) stays.
        var identity = new ClaimsIdentity(before.Claims, "token", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Name, user.Username);
        identity.SetClaim(Claims.PreferredUsername, user.Username);
        identity.SetClaim(Claims.Role, user.Role);
        return SignIn(identity);
    }

    private static IResult SignIn(ClaimsIdentity identity)
    {
        identity.SetDestinations(TokenIdentity.DestinationsOf);
        return Results.SignIn(new ClaimsPrincipal(identity), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
