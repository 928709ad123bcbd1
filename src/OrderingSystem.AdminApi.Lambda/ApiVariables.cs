using OrderingSystem.Infrastructure;

namespace OrderingSystem.AdminApi.Lambda;

/// <summary>The environment variables of the admin API, beside those of <see cref="DeploymentVariables"/>.</summary>
internal static class ApiVariables
{
    /// <summary>The user pool: <c>https://cognito-idp.{region}.amazonaws.com/{userPoolId}</c>.</summary>
    public const string Issuer = "ORDERING_JWT_ISSUER";

    /// <summary>App clients whose access tokens are taken, with commas between them.</summary>
    public const string ClientIds = "ORDERING_JWT_CLIENT_IDS";

    /// <summary>Of the Lambda Web Adapter.</summary>
    public const string AdapterPort = "AWS_LWA_PORT";

    /// <inheritdoc cref="AdapterPort"/>
    public const string Port = "PORT";
}
