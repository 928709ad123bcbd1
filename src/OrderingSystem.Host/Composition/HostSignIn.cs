using OrderingSystem.AdminApi.Security;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Identity;
using OrderingSystem.Identity.Tokens;

namespace OrderingSystem.Host.Composition;

/// <summary>Sign-in for this host's own API: who there is, is in <c>credentials.json</c>; the rest is in <c>identity.db</c>.</summary>
internal static class HostSignIn
{
    public const string DatabaseFile = "identity.db";

    public static IServiceCollection AddHostSignIn(this IServiceCollection services, HostSettings settings, Credentials credentials)
    {
        services.AddSignIn(options =>
        {
            options.DatabaseFile = Path.Combine(settings.DataFolder, DatabaseFile);
            options.PublicUrl = settings.Url;
            options.DevelopmentOrigins = settings.WebOrigin is { } origin ? [origin] : [];
            options.Audience = AccessTokens.Audience;
            options.Scopes = Scopes.All;
            options.ScopesByRole = Roles.ScopesByRole;
            options.Users =
            [
                new InitialUser(credentials.Admin.Username, credentials.Admin.Password, Roles.Admin),
                new InitialUser(credentials.Operator.Username, credentials.Operator.Password, Roles.Operator),
            ];
            options.Program = new InitialClient(credentials.Client.ClientId, credentials.Client.ClientSecret);

            // A demo's clock skips days; tokens would be expired before they arrive.
            options.Clock = TimeProvider.System;
        });
        if (settings.WebOrigin is { } development)
        {
            services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins(development.GetLeftPart(UriPartial.Authority)).AllowAnyHeader().AllowAnyMethod()));
        }

        return services.AddLocalAccessTokens((provider, token) => provider.GetRequiredService<RevokedTokens>().Contains(token));
    }
}
