using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

/// <summary>AWS Secrets Manager, API version 2017-10-17: the operation that this system calls.</summary>
/// <remarks>
/// AWSSDK.SecretsManager cannot be restored here, so this folder stands in for it with that package's namespaces and names: to go back, delete
/// the folder and add the PackageReference.
/// </remarks>
public interface IAmazonSecretsManager : IDisposable
{
    /// <exception cref="AmazonSecretsManagerException">Refused, or never answered.</exception>
    Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default);
}
