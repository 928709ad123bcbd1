using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace OrderingSystem.Identity.Endpoints;

/// <summary><c>/connect/logout</c>: ends the browser's session, and revokes what came of the sign-in that the app names by its ID token.</summary>
internal static class EndSessionEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager authorizations)
    {
        if (ErrorPage.For(context) is { } refusal)
        {
            return refusal;
        }

        var hint = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (hint?.GetAuthorizationId() is { } authorizationId)
        {
            await tokens.RevokeByAuthorizationIdAsync(authorizationId, context.RequestAborted);
            if (await authorizations.FindByIdAsync(authorizationId, context.RequestAborted) is { } authorization)
            {
                await authorizations.TryRevokeAsync(authorization, context.RequestAborted);
            }
        }

        await context.SignOutAsync(BrowserSession.Scheme);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
