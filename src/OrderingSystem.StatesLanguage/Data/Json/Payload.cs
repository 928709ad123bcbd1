namespace OrderingSystem.StatesLanguage.Data.Json;

/// <summary>
/// The JSON that flows between states: its UTF-8 text and its value, each made from the other when first asked for. Text that no state
/// computes on is never parsed, and reaches the next state as the client wrote it.
/// </summary>
public sealed class Payload : IEquatable<Payload>
{
    /// <summary>Largest input or output of a state, task or execution, in UTF-8 bytes (Step Functions service quota).</summary>
    public const int MaxBytes = 262_144;

    private byte[]? _utf8;
    private JsonValue? _value;

    private Payload()
    {
    }

    public static Payload EmptyObject { get; } = FromValue(JsonObject.Empty);

    public static Payload Null { get; } = FromValue(JsonValue.Null);

    /// <summary>The text as it stands.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8 ??= _value!.ToUtf8();

    public JsonValue Value => _value ??= JsonValue.Parse(Utf8.Span);

    /// <summary>True where the value is at hand without parsing.</summary>
    public bool IsParsed => _value is not null;

    public int Bytes => Utf8.Length;

    /// <param name="utf8">JSON that was checked before: a stored payload, or the text of a value.</param>
    public static Payload FromTrustedUtf8(byte[] utf8) => new() { _utf8 = utf8 };

    /// <exception cref="System.Text.Json.JsonException">The text is not one JSON value.</exception>
    public static Payload FromUtf8(byte[] utf8)
    {
        JsonText.Validate(utf8);
        return new Payload { _utf8 = utf8 };
    }

    /// <inheritdoc cref="FromUtf8"/>
    public static Payload FromText(string text) => FromUtf8(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The array of these payloads, each with its text as it stands.</summary>
    public static Payload ArrayOf(IReadOnlyList<Payload> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var length = 2 + Math.Max(0, items.Count - 1);
        foreach (var item in items)
        {
            length += item.Bytes;
        }

        var utf8 = new byte[length];
        utf8[0] = (byte)'[';
        var at = 1;
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                utf8[at++] = (byte)',';
            }

            items[i].Utf8.Span.CopyTo(utf8.AsSpan(at));
            at += items[i].Bytes;
        }

        utf8[at] = (byte)']';
        return FromTrustedUtf8(utf8);
    }

    public static Payload FromValue(JsonValue value) => new() { _value = value };

    /// <summary>Equal text, byte for byte.</summary>
    public bool Equals(Payload? other) => other is not null && (ReferenceEquals(this, other) || Utf8.Span.SequenceEqual(other.Utf8.Span));

    public override bool Equals(object? obj) => Equals(obj as Payload);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
