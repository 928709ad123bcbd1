using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.SimpleEmailV2;

/// <summary>Where SES is: AWS by <c>RegionEndpoint</c>, any other endpoint by <c>ServiceURL</c>. <c>Timeout</c> is for the one attempt.</summary>
public sealed class AmazonSimpleEmailServiceV2Config : ClientConfig
{
    public AmazonSimpleEmailServiceV2Config()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        ServiceId = "SESv2"; // the name under which AWS_ENDPOINT_URL_SESV2 and the profile's services section know it
        AuthenticationServiceName = "ses";
    }

    /// <summary>Host prefix of the service: <c>email.eu-west-1.amazonaws.com</c>.</summary>
    public override string RegionEndpointServiceName => "email";

    public override string ServiceVersion => "2019-09-27";

    public override string UserAgent => "OrderingSystem-SESv2/1.0";

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
