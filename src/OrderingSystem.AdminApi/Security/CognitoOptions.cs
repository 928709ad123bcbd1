namespace OrderingSystem.AdminApi.Security;

/// <summary>The user pool whose tokens the API takes on AWS.</summary>
public sealed class CognitoOptions
{
    /// <summary><c>https://cognito-idp.{region}.amazonaws.com/{userPoolId}</c>.</summary>
    public Uri? Issuer { get; set; }

    /// <summary>App clients whose tokens are taken: an access token of Cognito's names its client, not its audience.</summary>
    public IReadOnlyList<string> ClientIds { get; set; } = [];

    /// <summary>Identifier of the resource server: the scope <c>orders:read</c> is <c>{identifier}/orders:read</c> there.</summary>
    public string ResourceServer { get; set; } = "ordering";
}
