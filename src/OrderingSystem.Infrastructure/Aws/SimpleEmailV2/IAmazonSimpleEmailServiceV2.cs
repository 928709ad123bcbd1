using Amazon.SimpleEmailV2.Model;

namespace Amazon.SimpleEmailV2;

/// <summary>Amazon SES, API version 2019-09-27: the operation that this system calls.</summary>
/// <remarks>
/// AWSSDK.SimpleEmailV2 cannot be restored here, so this folder stands in for it with that package's namespaces and names: to go back, delete
/// the folder and add the PackageReference.
/// </remarks>
public interface IAmazonSimpleEmailServiceV2 : IDisposable
{
    /// <remarks>One attempt: a message that SES may have taken is not sent again here; the queue brings it back.</remarks>
    /// <exception cref="AmazonSimpleEmailServiceV2Exception">Refused, or never answered.</exception>
    Task<SendEmailResponse> SendEmailAsync(SendEmailRequest request, CancellationToken cancellationToken = default);
}
