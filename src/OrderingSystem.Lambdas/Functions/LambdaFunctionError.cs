using System.Text.Json;
using System.Text.Json.Serialization;
using OrderingSystem.Application.Fulfilment;

namespace OrderingSystem.Lambdas.Functions;

/// <summary>An exception as the .NET Lambda runtime reports it; Step Functions takes the error name from it, and the whole as the cause.</summary>
/// <param name="ErrorType">The exception's class name without its namespace.</param>
/// <param name="StackTrace">
/// One line per frame, at most <see cref="MaxFrames"/>; empty for a refusal, which is an answer and no fault, and which a carrier that is
/// down for days puts into the history hundreds of times.
/// </param>
/// <param name="Cause">The inner exception.</param>
public sealed record LambdaFunctionError(
    [property: JsonPropertyName("errorType")] string? ErrorType,
    [property: JsonPropertyName("errorMessage")] string? ErrorMessage,
    [property: JsonPropertyName("stackTrace")] IReadOnlyList<string>? StackTrace = null,
    [property: JsonPropertyName("cause"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LambdaFunctionError? Cause = null)
{
    public const int MaxFrames = 20;

    /// <summary>Step Functions takes causes of up to 32,768 characters; a message longer than this helps nobody.</summary>
    public const int MaxMessageLength = 4_000;

    public static LambdaFunctionError From(Exception exception) => new(
        exception.GetType().Name,
        exception.Message.Length <= MaxMessageLength ? exception.Message : exception.Message[..MaxMessageLength],
        exception is FulfilmentException ? [] : Frames(exception),
        exception.InnerException is { } inner ? From(inner) : null);

    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, TaskJson.Default.LambdaFunctionError);

    private static string[] Frames(Exception exception) =>
        [.. (exception.StackTrace ?? string.Empty)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(MaxFrames)];
}
