using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>
/// A call to Step Functions that did not succeed: refused by the service (<c>ErrorCode</c>, <c>StatusCode</c>, <c>RequestId</c> say how),
/// or never answered (<c>InnerException</c> says why, <c>StatusCode</c> is 0).
/// </summary>
public class AmazonStepFunctionsException : AmazonServiceException
{
    public AmazonStepFunctionsException(string message)
        : base(message)
    {
    }

    public AmazonStepFunctionsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AmazonStepFunctionsException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    public AmazonStepFunctionsException(
        string message, Exception innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
