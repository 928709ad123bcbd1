using OrderingSystem.Infrastructure.Aws.Shared;

namespace Amazon.StepFunctions;

/// <summary>Where Step Functions is and how patient a caller is: AWS by <c>RegionEndpoint</c>, any other endpoint by <c>ServiceURL</c>.</summary>
/// <remarks>
/// With <c>ServiceURL</c>, name the region to sign for in <c>AuthenticationRegion</c> (us-east-1 where none is named).
/// <c>Timeout</c> is per attempt; <c>MaxErrorRetry</c> counts the attempts after the first; <c>HttpClientFactory</c> replaces the pool.
/// </remarks>
public sealed class AmazonStepFunctionsConfig : ServiceConfig
{
    public AmazonStepFunctionsConfig()
    {
        ServiceId = "SFN"; // the name under which AWS_ENDPOINT_URL_SFN and the profile's services section know it
        AuthenticationServiceName = "states";
    }

    /// <summary>Host prefix of the service: <c>states.eu-west-1.amazonaws.com</c>.</summary>
    public override string RegionEndpointServiceName => "states";

    public override string ServiceVersion => "2016-11-23";

    public override string UserAgent => "OrderingSystem-StepFunctions/1.0";
}
