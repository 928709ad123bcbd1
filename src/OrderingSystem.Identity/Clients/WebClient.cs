namespace OrderingSystem.Identity.Clients;

/// <summary>The web app, as OpenID Connect knows it: a public client, code and PKCE only.</summary>
public static class WebClient
{
    public const string ClientId = "admin-web";
    public const string CallbackPath = "auth/callback";
}
