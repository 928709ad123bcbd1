using System.Net;

namespace OrderingSystem.Lambdas.Runtime;

/// <summary>The Runtime API refused or broke off: an execution environment that cannot go on.</summary>
/// <param name="statusCode">Null where there was no answer.</param>
public sealed class RuntimeApiException(string message, HttpStatusCode? statusCode = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public HttpStatusCode? StatusCode { get; } = statusCode;
}
