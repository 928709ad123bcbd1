using System.Text.Json;
using Amazon.Runtime;
using Amazon.StepFunctions.Model;

namespace Amazon.StepFunctions.Transport;

/// <summary>Reads <c>{"__type":"ExecutionDoesNotExist","message":"…"}</c> into the exception of that name.</summary>
internal static class ErrorReader
{
    public static AmazonStepFunctionsException Read(HttpResponseMessage response, byte[] content)
    {
        var (code, message) = ReadBody(content);
        code ??= Bare(HeaderOf(response, "x-amzn-ErrorType"));
        var error = new WireError(
            message ?? $"Step Functions answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(),
            (int)response.StatusCode < 500 ? ErrorType.Sender : ErrorType.Receiver,
            code,
            RequestIdOf(response),
            response.StatusCode);
        return ModelledExceptions.Of(error);
    }

    public static string? RequestIdOf(HttpResponseMessage response) => HeaderOf(response, "x-amzn-RequestId");

    private static (string? Code, string? Message) ReadBody(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (Bare(Text(document.RootElement, "__type")), Text(document.RootElement, "message") ?? Text(document.RootElement, "Message"))
                : default;
        }
        catch (JsonException)
        {
            return default; // an error page of something in between; the status says what can be said
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The code alone, of <c>com.amazonaws.swf#ExecutionDoesNotExist:http://…</c>.</summary>
    private static string? Bare(string? type)
    {
        if (type is null)
        {
            return null;
        }

        var start = type.LastIndexOf('#') + 1;
        var end = type.IndexOf(':', start);
        return end < 0 ? type[start..] : type[start..end];
    }

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
