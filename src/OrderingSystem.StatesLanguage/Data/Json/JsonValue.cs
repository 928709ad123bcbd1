using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Data.Json;

/// <summary>An immutable JSON value. Subtrees are shared freely between values, which is what ResultPath and payload templates need.</summary>
/// <remarks>
/// System.Text.Json's <c>JsonNode</c> allows one parent per node and <c>JsonElement</c> cannot be built, so each step of an execution's data
/// flow would have to copy; see the decision record on the functional core.
/// </remarks>
public abstract class JsonValue : IEquatable<JsonValue>
{
    /// <summary>Deepest nesting accepted, as the service's own parser has it.</summary>
    public const int MaxDepth = 1000;

    /// <summary>Larger buffers are let go, lest each thread keep the largest payload it ever wrote.</summary>
    private const int LargestScratch = 64 * 1024;

    /// <summary>A thread's own buffer for writing, kept from one value to the next.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    private protected JsonValue()
    {
    }

    public abstract JsonValueKind Kind { get; }

    public static JsonNull Null => JsonNull.Instance;

    public static JsonBoolean True => JsonBoolean.TrueInstance;

    public static JsonBoolean False => JsonBoolean.FalseInstance;

    public static JsonBoolean Of(bool value) => value ? True : False;

    public static JsonString Of(string value) => new(value);

    public static JsonNumber Of(long value) => JsonNumber.Of(value);

    /// <exception cref="ArgumentOutOfRangeException">The number is not finite: JSON has no such number.</exception>
    public static JsonNumber Of(double value) => JsonNumber.Of(value);

    /// <exception cref="JsonException">The text is not one JSON value, or nests deeper than <see cref="MaxDepth"/>.</exception>
    public static JsonValue Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(Encoding.UTF8.GetBytes(text));
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static JsonValue Parse(ReadOnlySpan<byte> utf8) => JsonTreeReader.Read(utf8);

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out JsonValue? value)
    {
        try
        {
            value = Parse(utf8);
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }

    /// <summary>Compact JSON in UTF-8; only what JSON requires is escaped.</summary>
    public byte[] ToUtf8()
    {
        var buffer = _scratch ?? new ArrayBufferWriter<byte>(1024);
        _scratch = null; // in use
        WriteTo(buffer);
        var utf8 = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= LargestScratch)
        {
            buffer.ResetWrittenCount();
            _scratch = buffer;
        }

        return utf8;
    }

    public abstract void WriteTo(IBufferWriter<byte> output);

    /// <summary>Compact JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(ToUtf8());

    /// <summary>Equal as JSON: numbers by value, objects without regard to the order of their properties.</summary>
    public abstract bool Equals(JsonValue? other);

    public override bool Equals(object? obj) => obj is JsonValue other && Equals(other);

    public abstract override int GetHashCode();
}

public sealed class JsonNull : JsonValue
{
    internal static readonly JsonNull Instance = new();

    private JsonNull()
    {
    }

    public override JsonValueKind Kind => JsonValueKind.Null;

    public override void WriteTo(IBufferWriter<byte> output) => output.Write("null"u8);

    public override bool Equals(JsonValue? other) => other is JsonNull;

    public override int GetHashCode() => 0;
}

public sealed class JsonBoolean : JsonValue
{
    internal static readonly JsonBoolean TrueInstance = new(true);
    internal static readonly JsonBoolean FalseInstance = new(false);

    private JsonBoolean(bool value) => Value = value;

    public bool Value { get; }

    public override JsonValueKind Kind => Value ? JsonValueKind.True : JsonValueKind.False;

    public override void WriteTo(IBufferWriter<byte> output) => output.Write(Value ? "true"u8 : "false"u8);

    public override bool Equals(JsonValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Value ? 1 : 2;
}

public sealed class JsonString(string value) : JsonValue
{
    public static JsonString Empty { get; } = new(string.Empty);

    public string Value { get; } = value;

    public override JsonValueKind Kind => JsonValueKind.String;

    public override void WriteTo(IBufferWriter<byte> output) => JsonText.WriteString(output, Value);

    public override bool Equals(JsonValue? other) => other is JsonString { Value: var text } && string.Equals(text, Value, StringComparison.Ordinal);

    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);
}
