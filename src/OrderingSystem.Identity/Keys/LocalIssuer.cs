using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OrderingSystem.Identity.Clients;

namespace OrderingSystem.Identity.Keys;

/// <summary>What an API in the same process needs in order to check tokens, without asking itself over HTTP.</summary>
internal sealed class LocalIssuer(KeyRing keys, IssuerAddress issuer) : IConfigurationManager<OpenIdConnectConfiguration>
{
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var configuration = new OpenIdConnectConfiguration { Issuer = issuer.Value.AbsoluteUri };
        foreach (var key in keys.SigningKeys)
        {
            configuration.SigningKeys.Add(key.Key);
        }

        return Task.FromResult(configuration);
    }

    public void RequestRefresh()
    {
        // Nothing is kept that could be old.
    }
}
