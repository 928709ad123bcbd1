using OrderingSystem.Infrastructure.Aws.Shared;

namespace Amazon.SecretsManager;

/// <summary>Where Secrets Manager is: AWS by <c>RegionEndpoint</c>, any other endpoint by <c>ServiceURL</c>.</summary>
/// <remarks><c>Timeout</c> is per attempt; <c>MaxErrorRetry</c> counts the attempts after the first; <c>HttpClientFactory</c> replaces the connection pool.</remarks>
public sealed class AmazonSecretsManagerConfig : ServiceConfig
{
    public AmazonSecretsManagerConfig()
    {
        ServiceId = "Secrets Manager"; // the name under which AWS_ENDPOINT_URL_SECRETS_MANAGER and the profile's services section know it
        AuthenticationServiceName = "secretsmanager";
    }

    /// <summary>Host prefix of the service: <c>secretsmanager.eu-west-1.amazonaws.com</c>.</summary>
    public override string RegionEndpointServiceName => "secretsmanager";

    public override string ServiceVersion => "2017-10-17";

    public override string UserAgent => "OrderingSystem-SecretsManager/1.0";
}
