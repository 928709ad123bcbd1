using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrderingSystem.Identity.Clients;

/// <summary>Brings the clients to what the configuration says: the web app, and the program of <c>credentials.json</c>.</summary>
internal static class ClientRegistration
{
    public static async Task ApplyAsync(IOpenIddictApplicationManager applications, SignInOptions options, Uri issuer, CancellationToken cancellationToken)
    {
        await PutAsync(applications, Web(options, issuer), cancellationToken);
        if (options.Program is { } program)
        {
            await PutAsync(applications, Program(options, program), cancellationToken);
        }
    }

    private static async Task PutAsync(IOpenIddictApplicationManager applications, OpenIddictApplicationDescriptor descriptor, CancellationToken cancellationToken)
    {
        if (await applications.FindByClientIdAsync(descriptor.ClientId!, cancellationToken) is { } known)
        {
            await applications.UpdateAsync(known, descriptor, cancellationToken);
        }
        else
        {
            await applications.CreateAsync(descriptor, cancellationToken);
        }
    }

    private static OpenIddictApplicationDescriptor Web(SignInOptions options, Uri issuer)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = WebClient.ClientId,
            ClientType = ClientTypes.Public,
            ApplicationType = ApplicationTypes.Web,
            ConsentType = ConsentTypes.Implicit, // it is part of this program
            DisplayName = "Ordering",
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.Token,
                Permissions.Endpoints.EndSession,
                Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
                Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        foreach (var origin in (IEnumerable<Uri>)[issuer, .. options.DevelopmentOrigins])
        {
            descriptor.RedirectUris.Add(new Uri(origin, "/" + WebClient.CallbackPath));
            descriptor.PostLogoutRedirectUris.Add(new Uri(origin, "/"));
        }

        AllowScopes(descriptor, options);
        return descriptor;
    }

    private static OpenIddictApplicationDescriptor Program(SignInOptions options, InitialClient program)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = program.ClientId,
            ClientSecret = program.ClientSecret,
            ClientType = ClientTypes.Confidential,
            DisplayName = program.ClientId,
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials },
        };
        AllowScopes(descriptor, options);
        return descriptor;
    }

    private static void AllowScopes(OpenIddictApplicationDescriptor descriptor, SignInOptions options)
    {
        foreach (var scope in options.Scopes)
        {
            descriptor.Permissions.Add(Permissions.Prefixes.Scope + scope);
        }
    }
}
