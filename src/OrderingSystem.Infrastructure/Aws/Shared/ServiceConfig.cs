using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace OrderingSystem.Infrastructure.Aws.Shared;

/// <summary>What the configurations of our clients have in common: AWS by <c>RegionEndpoint</c>, any other endpoint by <c>ServiceURL</c>.</summary>
/// <remarks>This folder goes with the last of the clients beside it (ADR 0004).</remarks>
public abstract class ServiceConfig : ClientConfig
{
    private protected ServiceConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
    }

    /// <summary>The region that signatures name: us-east-1 where <c>ServiceURL</c> is given and no <c>AuthenticationRegion</c>.</summary>
    internal string SigningRegion => AuthenticationRegion ?? RegionEndpoint?.SystemName ?? "us-east-1";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ResolveEndpoint().ToString());

    /// <exception cref="AmazonClientException">Neither an endpoint nor a region is configured.</exception>
    internal Uri ResolveEndpoint()
    {
        if (ServiceURL is { Length: > 0 } serviceUrl)
        {
            return new Uri(serviceUrl);
        }

        var region = RegionEndpoint ?? throw new AmazonClientException("No RegionEndpoint or ServiceURL configured");
        return new Uri($"https://{RegionEndpointServiceName}.{region.SystemName}.{region.PartitionDnsSuffix}");
    }
}
