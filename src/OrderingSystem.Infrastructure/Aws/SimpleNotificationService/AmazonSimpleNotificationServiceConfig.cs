using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.SimpleNotificationService;

/// <summary>Where SNS is and how patient a caller is: AWS by <c>RegionEndpoint</c>, any other endpoint by <c>ServiceURL</c>.</summary>
/// <remarks><c>Timeout</c> is per attempt; <c>MaxErrorRetry</c> counts the attempts after the first; <c>HttpClientFactory</c> replaces the connection pool.</remarks>
public sealed class AmazonSimpleNotificationServiceConfig : ClientConfig
{
    public AmazonSimpleNotificationServiceConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        ServiceId = "SNS"; // the name under which AWS_ENDPOINT_URL_SNS and the profile's services section know it
        AuthenticationServiceName = "sns";
    }

    /// <summary>Host prefix of the service: <c>sns.eu-west-1.amazonaws.com</c>.</summary>
    public override string RegionEndpointServiceName => "sns";

    public override string ServiceVersion => "2010-03-31";

    public override string UserAgent => "OrderingSystem-SNS/1.0";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ResolveEndpoint().ToString());

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
