using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace OrderingSystem.Identity.Clients;

/// <summary>
/// The one address under which tokens are issued: what was configured, or what the server listens on, which is known once it has started. A request's own Host
/// header has no say.
/// </summary>
public sealed class IssuerAddress(IServer server, IOptions<SignInOptions> options)
{
    /// <summary>With a closing slash.</summary>
    /// <exception cref="InvalidOperationException">The server has not started.</exception>
    public Uri Value
    {
        get
        {
            if (options.Value.PublicUrl is { Port: > 0 } configured)
            {
                return configured;
            }

            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
                ?? throw new InvalidOperationException("The server has not started: its address is not known.");
            var actual = new Uri(address);
            return options.Value.PublicUrl is { } template ? new UriBuilder(template) { Port = actual.Port }.Uri : actual;
        }
    }
}
