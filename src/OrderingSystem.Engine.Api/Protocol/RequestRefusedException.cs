using Microsoft.AspNetCore.Http;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>A request that the door refuses before the engine sees it, in AWS's words.</summary>
/// <param name="code">The <c>__type</c> on the wire.</param>
/// <param name="message">Null where AWS sends no message.</param>
internal sealed class RequestRefusedException(string code, string? message, int statusCode = StatusCodes.Status400BadRequest) : Exception(message)
{
    public string Code { get; } = code;

    public string? WireMessage { get; } = message;

    public int StatusCode { get; } = statusCode;

    public static RequestRefusedException UnknownOperation(int statusCode = StatusCodes.Status400BadRequest) =>
        new("UnknownOperationException", message: null, statusCode);

    /// <summary>The body is not what the operation's shapes say.</summary>
    public static RequestRefusedException Serialization(string? message = null) => new("SerializationException", message);

    public static RequestRefusedException Validation(string message) => new("ValidationException", message);

    public static RequestRefusedException InvalidArn(string problem) => new("InvalidArn", $"Invalid Arn: '{problem}'");

    public static RequestRefusedException TooLarge(int maxBytes) => new(
        "RequestEntityTooLargeException", $"Request body is larger than the limit of {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
}
