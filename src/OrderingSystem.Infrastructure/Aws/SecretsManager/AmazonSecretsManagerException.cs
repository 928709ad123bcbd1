using System.Net;
using Amazon.Runtime;

namespace Amazon.SecretsManager;

/// <summary>
/// A call to Secrets Manager that did not succeed: refused by the service (<c>ErrorCode</c>, <c>StatusCode</c>, <c>RequestId</c> say how), or never
/// answered (<c>InnerException</c> says why, <c>StatusCode</c> is 0).
/// </summary>
public sealed class AmazonSecretsManagerException : AmazonServiceException
{
    public AmazonSecretsManagerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AmazonSecretsManagerException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
