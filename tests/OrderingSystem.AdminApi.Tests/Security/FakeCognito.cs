using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OrderingSystem.AdminApi.Tests.Security;

/// <summary>An issuer over HTTP whose documents and access tokens are shaped as Cognito's.</summary>
internal sealed class FakeCognito : IAsyncDisposable
{
    private static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly WebApplication _app;

    public FakeCognito()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/pool/.well-known/openid-configuration", () => new Dictionary<string, object> { ["issuer"] = Issuer.AbsoluteUri, ["jwks_uri"] = Issuer.AbsoluteUri + "/.well-known/jwks.json" });
        _app.MapGet("/pool/.well-known/jwks.json", () =>
        {
            var key = Key.Rsa.ExportParameters(includePrivateParameters: false);
            return new Dictionary<string, object>
            {
                ["keys"] = new[]
                {
                    new Dictionary<string, string>
                    {
                        ["kid"] = Key.KeyId, ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["n"] = Base64UrlEncoder.Encode(key.Modulus), ["e"] = Base64UrlEncoder.Encode(key.Exponent),
                    },
                },
            };
        });
    }

    public Uri Issuer => new(_app.Urls.Single() + "/pool");

    public RsaSecurityKey Key { get; private set; } = NewKey("key-1");

    public Task StartAsync() => _app.StartAsync();

    public Task StopAsync() => _app.StopAsync();

    public void ReplaceKey() => Key = NewKey("key-2");

    /// <param name="username">Null: a program's token.</param>
    public string Token(
        string? username,
        string[] groups,
        string client = "web",
        string use = "access",
        string scope = "openid ordering/orders:read ordering/orders:write ordering/executions:read ordering/executions:operate",
        string? issuer = null,
        TimeSpan? lifetime = null,
        SigningCredentials? with = null)
    {
        var expires = TimeProvider.System.GetUtcNow().UtcDateTime + (lifetime ?? TimeSpan.FromMinutes(15));
        return Writer.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer.AbsoluteUri,
            IssuedAt = expires.AddMinutes(-15),
            Expires = expires,
            SigningCredentials = with ?? new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
            Subject = new ClaimsIdentity(
                [
                    new Claim("sub", "5c1d"),
                    new Claim("client_id", client),
                    new Claim("token_use", use),
                    new Claim("scope", scope),
                    .. username is null ? Array.Empty<Claim>() : [new Claim("username", username)],
                    .. groups.Select(group => new Claim("cognito:groups", group)),
                ]),
        });
    }

    public string TokenOfAnUnknownKey() => Token("olga", ["operator"], with: new SigningCredentials(NewKey("key-9"), SecurityAlgorithms.RsaSha256));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };
}
