using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using OrderingSystem.AdminApi.Auditing;
using OrderingSystem.AdminApi.Problems;

namespace OrderingSystem.AdminApi.Requests;

/// <summary>Reads request bodies strictly: JSON in UTF-8, bounded, without unknown or repeated members.</summary>
internal static class JsonBody
{
    /// <summary>The largest order that is allowed, with every character escaped, has less than 320,000 bytes.</summary>
    public const int MaxBytes = 512 * 1024;

    /// <exception cref="ApiProblemException">413, 415, 400 where it is no JSON, 422 where a field has the wrong shape; the field is named.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        RequireJson(request);
        if (request.ContentLength > MaxBytes)
        {
            throw new ApiProblemException(JsonBodyProblems.TooLarge);
        }

        var buffer = await ReadToEndAsync(request, cancellationToken);
        RequireSyntax(buffer.WrittenSpan);
        Audit.NoteReason(request.HttpContext, buffer.WrittenSpan);
        try
        {
            return JsonSerializer.Deserialize(buffer.WrittenSpan, type)
                ?? throw new ApiProblemException(ApiProblem.Invalid("body", "The body is a JSON object."));
        }
        catch (JsonException exception)
        {
            throw new ApiProblemException(ApiProblem.Invalid(FieldOf(exception), MessageOf(exception)));
        }
    }

    private static void RequireJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var mediaType)
            || !mediaType.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (mediaType.Charset.HasValue && !mediaType.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ApiProblemException(JsonBodyProblems.WrongMediaType);
        }
    }

    private static async Task<ArrayBufferWriter<byte>> ReadToEndAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 1_024) + 1);
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.GetMemory(1_024), cancellationToken);
            if (read == 0)
            {
                return buffer;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > MaxBytes)
            {
                throw new ApiProblemException(JsonBodyProblems.TooLarge);
            }
        }
    }

    private static void RequireSyntax(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString(); // looks at the Unicode, which Read does not
                }
            }
        }
        catch (JsonException exception)
        {
            throw new ApiProblemException(JsonBodyProblems.NotJson(
                $"Line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} is where it stops being JSON."));
        }
        catch (InvalidOperationException)
        {
            throw new ApiProblemException(JsonBodyProblems.NotJson("A text in it is not valid Unicode."));
        }
    }

    /// <summary><c>$.items[0].quantity</c> → <c>items[0].quantity</c>.</summary>
    private static string FieldOf(JsonException exception) =>
        exception.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    private static string MessageOf(JsonException exception) => exception.Message switch
    {
        var message when message.Contains("could not be mapped", StringComparison.Ordinal) => "There is no such field.",
        var message when message.Contains("uplicate", StringComparison.Ordinal) => "The field stands there twice.",
        _ => "The value has the wrong type.",
    };
}
