using OrderingSystem.Infrastructure.Aws.Shared;

namespace Amazon.SimpleNotificationService;

/// <summary>Where SNS is and how patient a caller is: AWS by <c>RegionEndpoint</c>, any other endpoint by <c>ServiceURL</c>.</summary>
/// <remarks><c>Timeout</c> is per attempt; <c>MaxErrorRetry</c> counts the attempts after the first; <c>HttpClientFactory</c> replaces the connection pool.</remarks>
public sealed class AmazonSimpleNotificationServiceConfig : ServiceConfig
{
    public AmazonSimpleNotificationServiceConfig()
    {
        ServiceId = "SNS"; // the name under which AWS_ENDPOINT_URL_SNS and the profile's services section know it
        AuthenticationServiceName = "sns";
    }

    /// <summary>Host prefix of the service: <c>sns.eu-west-1.amazonaws.com</c>.</summary>
    public override string RegionEndpointServiceName => "sns";

    public override string ServiceVersion => "2010-03-31";

    public override string UserAgent => "OrderingSystem-SNS/1.0";
}
