using OrderingSystem.Infrastructure.Aws.Shared;

namespace Amazon.SimpleEmailV2;

/// <summary>Where SES is: AWS by <c>RegionEndpoint</c>, any other endpoint by <c>ServiceURL</c>. <c>Timeout</c> is for the one attempt.</summary>
public sealed class AmazonSimpleEmailServiceV2Config : ServiceConfig
{
    public AmazonSimpleEmailServiceV2Config()
    {
        ServiceId = "SESv2"; // the name under which AWS_ENDPOINT_URL_SESV2 and the profile's services section know it
        AuthenticationServiceName = "ses";
    }

    /// <summary>Host prefix of the service: <c>email.eu-west-1.amazonaws.com</c>.</summary>
    public override string RegionEndpointServiceName => "email";

    public override string ServiceVersion => "2019-09-27";

    public override string UserAgent => "OrderingSystem-SESv2/1.0";
}
