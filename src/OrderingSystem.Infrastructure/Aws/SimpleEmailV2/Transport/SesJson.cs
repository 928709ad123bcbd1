using System.Text.Json.Serialization;
using Amazon.SimpleEmailV2.Model;

namespace Amazon.SimpleEmailV2.Transport;

/// <summary>Member names on the wire are those of the classes.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendEmailRequest))]
[JsonSerializable(typeof(SendEmailAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class SesJson : JsonSerializerContext;

internal sealed record SendEmailAnswer(string? MessageId);

internal sealed record ErrorAnswer([property: JsonPropertyName("message")] string? Message);
