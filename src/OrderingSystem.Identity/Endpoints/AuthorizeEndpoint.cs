using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OrderingSystem.Identity.Users;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrderingSystem.Identity.Endpoints;

/// <summary><c>/connect/authorize</c>: a code for somebody who is signed in; the sign-in page for others. OpenIddict has checked the request already.</summary>
internal static class AuthorizeEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, UserAccounts users, IOptions<SignInOptions> options)
    {
        if (ErrorPage.For(context) is { } refusal)
        {
            return refusal;
        }

        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The request is none of OpenID Connect.");
        var session = await context.AuthenticateAsync(BrowserSession.Scheme);
        var user = BrowserSession.UserOf(session, users);
        if (user is null || MustSignInAgain(request, session, options.Value.Clock))
        {
            return request.HasPromptValue(PromptValues.None)
                ? TokenAnswers.Refuse(Errors.LoginRequired, "Nobody is signed in.")
                : SignInPage.RedirectTo(context);
        }

        var identity = TokenIdentity.Of(user, request.GetScopes(), options.Value);
        identity.SetClaim(Claims.AuthenticationTime, session.Properties?.IssuedUtc?.ToUnixTimeSeconds() ?? options.Value.Clock.GetUtcNow().ToUnixTimeSeconds());
        identity.SetDestinations(TokenIdentity.DestinationsOf);
        return Results.SignIn(new ClaimsPrincipal(identity), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <summary>What was asked for is a fresh password, and this session began before the request did.</summary>
    private static bool MustSignInAgain(OpenIddictRequest request, AuthenticateResult session, TimeProvider clock)
    {
        var age = clock.GetUtcNow() - (session.Properties?.IssuedUtc ?? DateTimeOffset.MinValue);
        return (request.HasPromptValue(PromptValues.Login) && age > BrowserSession.Fresh) || (request.MaxAge is { } seconds && age > TimeSpan.FromSeconds(Math.Max(seconds, BrowserSession.Fresh.TotalSeconds)));
    }
}
