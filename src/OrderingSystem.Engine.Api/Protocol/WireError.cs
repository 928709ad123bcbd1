using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>An error as it stands on the wire: <c>{"__type":"ExecutionDoesNotExist","message":"…"}</c> under its HTTP status.</summary>
/// <param name="Message">Null where AWS sends none.</param>
internal sealed record WireError(int StatusCode, string Code, string? Message)
{
    /// <summary>The one place where what went wrong becomes what the client reads.</summary>
    public static WireError Of(Exception exception, EngineApiOptions options) => exception switch
    {
        RequestRefusedException refused => new(refused.StatusCode, refused.Code, refused.WireMessage),
        StepFunctionsException refused => new(StatusCodes.Status400BadRequest, refused.Code, refused.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Of(RequestRefusedException.TooLarge(options.MaxRequestBytes), options),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } slow =>
            new(slow.StatusCode, "RequestTimeoutException", slow.Message),
        BadHttpRequestException bad => new(bad.StatusCode, "MalformedHttpRequestException", bad.Message),
        OperationCanceledException =>
            new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The service is stopping: call again."),
        _ => new(
            StatusCodes.Status500InternalServerError,
            "InternalFailure",
            "The request processing has failed because of an unknown error, exception or failure."),
    };

    public bool IsOurs => StatusCode == StatusCodes.Status500InternalServerError;

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("__type"u8, Code);
        if (Message is not null)
        {
            writer.WriteString("message"u8, Message);
        }

        writer.WriteEndObject();
    }
}
