using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OrderingSystem.AdminApi.Security;

namespace OrderingSystem.AdminApi.Tests;

/// <summary>Issues access tokens as the host's own issuer does, with a key of its own: the API checks them as it checks real ones.</summary>
public sealed class TestIssuer : IConfigurationManager<OpenIdConnectConfiguration>
{
    public const string KeyId = "test-key";
    public const string Issuer = "http://127.0.0.1:5080/";

    /// <summary>One for all tests of a run: keys are checked by their value, and their making takes time.</summary>
    public static readonly TestIssuer Shared = new();

    private static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = KeyId };

    public byte[] PublicKey => _key.ECDsa.ExportSubjectPublicKeyInfo();

    /// <summary>A token as an Operator's.</summary>
    public string Operator => Token("olga", Roles.Operator, Scopes.All);

    /// <summary>A token as an Admin's.</summary>
    public string Admin => Token("ada", Roles.Admin, Roles.ScopesByRole[Roles.Admin]);

    public string Token(string name, string role, IEnumerable<string> scopes) => Token(new SecurityTokenDescriptor(), name, role, scopes);

    /// <param name="descriptor">What differs from a good token.</param>
    public string Token(SecurityTokenDescriptor descriptor, string name = "olga", string role = Roles.Operator, IEnumerable<string>? scopes = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        descriptor.Issuer ??= Issuer;
        descriptor.Audience ??= AccessTokens.Audience;
        descriptor.TokenType ??= "at+jwt";
        descriptor.IssuedAt ??= now;
        descriptor.Expires ??= now.AddMinutes(10);
        descriptor.SigningCredentials ??= new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256);
        descriptor.Subject = new ClaimsIdentity(
            [new Claim("sub", "U-" + name), new Claim("name", name), new Claim("role", role), new Claim("scope", string.Join(' ', scopes ?? Scopes.All))]);
        return Writer.CreateToken(descriptor);
    }

    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        Task.FromResult(new OpenIdConnectConfiguration { Issuer = Issuer, SigningKeys = { _key } });

    public void RequestRefresh()
    {
        // Its only key is always given.
    }
}
