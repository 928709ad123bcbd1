using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public sealed class GetSecretValueRequest : AmazonWebServiceRequest
{
    /// <summary>The secret's ARN or name.</summary>
    public string? SecretId { get; set; }
}
