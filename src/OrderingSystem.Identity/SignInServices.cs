using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using OrderingSystem.Identity.Clients;
using OrderingSystem.Identity.Endpoints;
using OrderingSystem.Identity.Keys;
using OrderingSystem.Identity.Storage;
using OrderingSystem.Identity.Tokens;
using OrderingSystem.Identity.Users;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrderingSystem.Identity;

/// <summary>OAuth 2.0 and OpenID Connect in this process: <c>/connect/*</c>, <c>/.well-known/*</c>, the sign-in page.</summary>
public static class SignInServices
{
    /// <summary>Registers also the <see cref="IConfigurationManager{T}"/> with which an API in the same process checks the tokens.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, Action<SignInOptions> configure)
    {
        services.AddOptions<SignInOptions>().Configure(configure);
        services.AddSingleton<IdentityDatabase>().AddSingleton<UserAccounts>().AddSingleton<IssuerAddress>();
        services.AddSingleton<KeyRing>().AddSingleton<TokenKeysChanged>().AddSingleton<RevokedTokens>();
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeysChanged>());
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, TokenServerKeys>();
        services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>, LocalIssuer>();
        services.AddSingleton<Seeding>().AddHostedService(provider => provider.GetRequiredService<Seeding>());
        services.AddSignInRateLimit();
        AddCookies(services);
        AddTokenServer(services);
        return services;
    }

    /// <summary>Goes before authentication: requests for sign-in are counted here, and wait until users and clients are known.</summary>
    public static WebApplication UseSignIn(this WebApplication app)
    {
        var seeding = app.Services.GetRequiredService<Seeding>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/connect", StringComparison.Ordinal),
            connect => connect.UseRateLimiter().Use(async (context, next) =>
            {
                await seeding.WhenReadyAsync(context.RequestAborted);
                await next(context);
            }));
        return app;
    }

    public static WebApplication MapSignIn(this WebApplication app)
    {
        app.MapMethods("/connect/authorize", ["GET", "POST"], AuthorizeEndpoint.HandleAsync);
        app.MapPost("/connect/token", TokenEndpoint.HandleAsync);
        app.MapMethods("/connect/logout", ["GET", "POST"], EndSessionEndpoint.HandleAsync);
        app.MapGet(SignInPage.Path, SignInPage.Show);
        app.MapPost(SignInPage.Path, SignInPage.SubmitAsync);
        app.MapGet(SignInPage.StylePath, SignInPage.Style);
        return app;
    }

    private static void AddCookies(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("OrderingSystem");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeys(provider.GetRequiredService<IdentityDatabase>())));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "ordering.form";
            options.Cookie.Path = BrowserSession.Path;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // plain HTTP is served on loopback only
            options.SuppressXFrameOptionsHeader = true; // the pages set their own
        });
        services.AddAuthentication().AddCookie(BrowserSession.Scheme);
        services.AddOptions<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(BrowserSession.Scheme).Configure<IOptions<SignInOptions>>((cookie, options) =>
        {
            cookie.Cookie.Name = BrowserSession.Cookie;
            cookie.Cookie.Path = BrowserSession.Path;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = options.Value.SessionLifetime;
            cookie.SlidingExpiration = false;
            cookie.TimeProvider = options.Value.Clock;
        });
    }

    private static void AddTokenServer(IServiceCollection services)
    {
        services.AddDbContext<IdentityDbContext>((provider, context) =>
        {
            context.UseSqlite(provider.GetRequiredService<IdentityDatabase>().ConnectionString);
            context.UseOpenIddict();
        });
        services.AddOpenIddict()
            .AddCore(core => core
                .ReplaceTokenManager<OpenIddictEntityFrameworkCoreToken, RevokingTokenManager>()
                .UseEntityFrameworkCore().UseDbContext<IdentityDbContext>())
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("connect/authorize")
                    .SetTokenEndpointUris("connect/token")
                    .SetEndSessionEndpointUris("connect/logout")
                    .SetRevocationEndpointUris("connect/revoke");
                server.AllowAuthorizationCodeFlow().AllowClientCredentialsFlow().AllowRefreshTokenFlow();
                server.RequireProofKeyForCodeExchange();
                server.DisableAccessTokenEncryption(); // the API, here and on AWS, reads signed tokens
                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableErrorPassthrough()
                    .DisableTransportSecurityRequirement(); // what is not loopback is refused without TLS when the host starts
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<IOptions<SignInOptions>>((server, options) =>
        {
            server.AccessTokenLifetime = options.Value.AccessTokenLifetime;
            server.IdentityTokenLifetime = options.Value.AccessTokenLifetime;
            server.RefreshTokenLifetime = options.Value.RefreshTokenLifetime;
            server.RefreshTokenReuseLeeway = options.Value.RefreshTokenReuseLeeway;
            server.AuthorizationCodeLifetime = TimeSpan.FromMinutes(1);
            server.Scopes.UnionWith([Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, .. options.Value.Scopes]);
            server.Claims.UnionWith([Claims.Name, Claims.PreferredUsername, Claims.Role]);
            server.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
        });
    }
}
