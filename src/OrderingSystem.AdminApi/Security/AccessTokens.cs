using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OrderingSystem.AdminApi.Security;

/// <summary>Whose access tokens the API takes. Exactly one issuer, exactly one algorithm.</summary>
public static class AccessTokens
{
    /// <summary>The <c>aud</c> of the local issuer's access tokens.</summary>
    public const string Audience = "ordering-api";

    /// <summary>By how much two clocks may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Tokens of the issuer in this process, which has registered its <see cref="IConfigurationManager{T}"/>.</summary>
    /// <param name="isRevoked">Asked for each request, so it answers from memory; null where no token is ever revoked.</param>
    public static IServiceCollection AddLocalAccessTokens(this IServiceCollection services, Func<IServiceProvider, ClaimsPrincipal, bool>? isRevoked = null)
    {
        services.AddBearer((context, token) => isRevoked?.Invoke(context.RequestServices, token) == true ? null : LocalCaller(token)).Configure<IConfigurationManager<OpenIdConnectConfiguration>>((options, issuer) =>
        {
            options.ConfigurationManager = issuer;
            options.TokenValidationParameters = Strict(SecurityAlgorithms.EcdsaSha256);
            options.TokenValidationParameters.ValidTypes = ["at+jwt"]; // an ID token is no access token
            options.TokenValidationParameters.ValidateAudience = true;
            options.TokenValidationParameters.ValidAudience = Audience;
        });
        return services;
    }

    /// <summary>
    /// Tokens of a Cognito user pool. Its keys are fetched once, refreshed daily and when a token names an unknown one; while the issuer cannot be reached, those that are
    /// known stay good.
    /// </summary>
    public static IServiceCollection AddCognitoAccessTokens(this IServiceCollection services, Action<CognitoOptions> configure)
    {
        services.AddOptions<CognitoOptions>().Configure(configure)
            .Validate(options => options.Issuer is not null && options.ClientIds.Count > 0, "Cognito's issuer and at least one client id are needed.")
            .ValidateOnStart();
        services.AddBearer(CognitoCaller).Configure<IOptions<CognitoOptions>>((options, cognito) =>
        {
            options.MetadataAddress = new Uri(cognito.Value.Issuer!.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration").AbsoluteUri;
            options.RequireHttpsMetadata = !cognito.Value.Issuer.IsLoopback;
            options.TokenValidationParameters = Strict(SecurityAlgorithms.RsaSha256);
            options.TokenValidationParameters.ValidIssuer = cognito.Value.Issuer.AbsoluteUri.TrimEnd('/');
            options.TokenValidationParameters.ValidateAudience = false; // Cognito's access tokens have none: client_id and token_use are checked instead
        });
        return services;
    }

    /// <summary>Reads the caller from the access token, where there is a valid one; whether one is needed is for the route to say.</summary>
    internal static IApplicationBuilder UseAccessTokens(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        if ((await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme)).Principal is { } caller)
        {
            context.User = caller;
        }

        await next(context);
    });

    private static OptionsBuilder<JwtBearerOptions> AddBearer(this IServiceCollection services, Func<HttpContext, ClaimsPrincipal, ClaimsPrincipal?> callerOf)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(new RememberedTokens(new JsonWebTokenHandler { MapInboundClaims = false }));
            options.Events = new JwtBearerEvents
            {
                OnTokenValidated = context =>
                {
                    if (callerOf(context.HttpContext, context.Principal!) is { } caller)
                    {
                        context.Principal = caller;
                    }
                    else
                    {
                        context.Fail("The token is none for this API, or it was revoked.");
                    }

                    return Task.CompletedTask;
                },
                OnChallenge = ScopeProblems.UnauthenticatedAsync,
                OnForbidden = ScopeProblems.ForbiddenAsync,
            };
        });
        return services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme);
    }

    private static TokenValidationParameters Strict(string algorithm) => new()
    {
        ValidAlgorithms = [algorithm],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuer = true,
        ValidateIssuerSigningKey = true,
        ValidateLifetime = true,
        ClockSkew = ClockSkew,
    };

    private static ClaimsPrincipal LocalCaller(ClaimsPrincipal token) =>
        Caller.Of(token.FindFirst("name")?.Value ?? token.FindFirst("sub")!.Value, token.FindFirst("role")?.Value ?? Roles.None, ScopesOf(token));

    /// <summary>Cognito gives scopes to clients, not to people, so a person's groups say what they may do.</summary>
    private static ClaimsPrincipal? CognitoCaller(HttpContext context, ClaimsPrincipal token)
    {
        var cognito = context.RequestServices.GetRequiredService<IOptions<CognitoOptions>>().Value;
        if (token.FindFirst("token_use")?.Value != "access" || token.FindFirst("client_id")?.Value is not { } client || !cognito.ClientIds.Contains(client))
        {
            return null;
        }

        var groups = token.FindAll("cognito:groups").Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var username = token.FindFirst("username")?.Value;
        var role = username is null ? Roles.Program
            : groups.Contains(Roles.Operator) ? Roles.Operator
            : groups.Contains(Roles.Admin) ? Roles.Admin
            : Roles.None;
        var prefix = cognito.ResourceServer + "/";
        return Caller.Of(
            username ?? client,
            role,
            ScopesOf(token).Where(scope => scope.StartsWith(prefix, StringComparison.Ordinal)).Select(scope => scope[prefix.Length..]));
    }

    private static IEnumerable<string> ScopesOf(ClaimsPrincipal token) =>
        token.FindAll("scope").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
