using System.Text.Json.Serialization;

namespace Amazon.SecretsManager.Transport;

/// <summary>Member names on the wire are those of the classes.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SecretQuestion))]
[JsonSerializable(typeof(SecretAnswer))]
[JsonSerializable(typeof(SecretRefusal))]
internal sealed partial class SecretsJson : JsonSerializerContext;

internal sealed record SecretQuestion(string? SecretId);

internal sealed record SecretAnswer(string? SecretString, string? VersionId);

/// <param name="Message">Secrets Manager writes it with a capital letter or without, by the error.</param>
internal sealed record SecretRefusal(
    [property: JsonPropertyName("__type")] string? Type, string? Message, [property: JsonPropertyName("message")] string? PlainMessage);
