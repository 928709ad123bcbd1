using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService;

/// <summary>Amazon SNS, API version 2010-03-31: the operation that this system calls.</summary>
/// <remarks>
/// AWSSDK.SimpleNotificationService cannot be restored here, so this folder stands in for it with that package's namespaces and names: to go
/// back, delete the folder and add the PackageReference.
/// </remarks>
public interface IAmazonSimpleNotificationService : IDisposable
{
    /// <remarks>Sent again after a failure that may have published it: a message may be published twice, never not at all without an exception.</remarks>
    /// <exception cref="AmazonSimpleNotificationServiceException">Refused, or never answered.</exception>
    Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default);
}
