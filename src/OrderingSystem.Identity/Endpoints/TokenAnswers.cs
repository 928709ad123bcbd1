using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace OrderingSystem.Identity.Endpoints;

internal static class TokenAnswers
{
    /// <summary>An error as OAuth 2.0 words it.</summary>
    public static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
