using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OrderingSystem.Identity.Clients;

namespace OrderingSystem.Identity.Keys;

/// <summary>Gives the token server its address, its clock and the keys of the ring, when it is first asked for anything.</summary>
internal sealed class TokenServerKeys(KeyRing keys, IssuerAddress issuer, IOptions<SignInOptions> options) : IConfigureOptions<OpenIddictServerOptions>
{
    public void Configure(OpenIddictServerOptions server)
    {
        server.Issuer = issuer.Value;
        server.TimeProvider = options.Value.Clock;
        server.SigningCredentials.AddRange(keys.SigningKeys.Select(key => new SigningCredentials(key.Key, SecurityAlgorithms.EcdsaSha256)));
        server.EncryptionCredentials.AddRange(keys.EncryptionKeys.Select(key =>
            new EncryptingCredentials(key.Key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)));
    }
}
