using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public sealed class GetSecretValueResponse : AmazonWebServiceResponse
{
    /// <summary>Null where the secret was stored as bytes.</summary>
    public string? SecretString { get; set; }

    public string? VersionId { get; set; }
}
