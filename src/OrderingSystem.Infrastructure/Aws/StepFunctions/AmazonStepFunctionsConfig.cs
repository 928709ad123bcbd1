using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.StepFunctions;

/// <summary>Where Step Functions is and how patient a caller is: AWS by <c>RegionEndpoint</c>, any other endpoint by <c>ServiceURL</c>.</summary>
/// <remarks>
/// With <c>ServiceURL</c>, name the region to sign for in <c>AuthenticationRegion</c> (us-east-1 where none is named).
/// <c>Timeout</c> is per attempt; <c>MaxErrorRetry</c> counts the attempts after the first; <c>HttpClientFactory</c> replaces the pool.
/// </remarks>
public sealed class AmazonStepFunctionsConfig : ClientConfig
{
    public AmazonStepFunctionsConfig()
        : base(new DefaultConfigurationProvider([
            new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard },
        ]))
    {
        ServiceId = "SFN"; // the name under which AWS_ENDPOINT_URL_SFN and the profile's services section know it
        AuthenticationServiceName = "states";
    }

    /// <summary>Host prefix of the service: <c>states.eu-west-1.amazonaws.com</c>.</summary>
    public override string RegionEndpointServiceName => "states";

    public override string ServiceVersion => "2016-11-23";

    public override string UserAgent => "OrderingSystem-StepFunctions/1.0";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ResolveEndpoint().ToString());

    /// <summary>The region that signatures name.</summary>
    internal string SigningRegion => AuthenticationRegion ?? RegionEndpoint?.SystemName ?? "us-east-1";

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
