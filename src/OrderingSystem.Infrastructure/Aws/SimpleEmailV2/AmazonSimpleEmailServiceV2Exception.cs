using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleEmailV2;

/// <summary>
/// A call to SES that did not succeed: refused by the service (<c>ErrorCode</c>, <c>StatusCode</c>, <c>RequestId</c> say how), or never
/// answered (<c>InnerException</c> says why, <c>StatusCode</c> is 0).
/// </summary>
public sealed class AmazonSimpleEmailServiceV2Exception : AmazonServiceException
{
    public AmazonSimpleEmailServiceV2Exception(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AmazonSimpleEmailServiceV2Exception(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
