using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Data.Json;

/// <summary>Writes JSON strings in UTF-8, escaping only what JSON requires: what a payload measures is what its author wrote.</summary>
/// <remarks>Utf8JsonWriter escapes every character outside the basic plane to twelve bytes, which would change a payload's size.</remarks>
internal static class JsonText
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '"', '\\']);

    public static void WriteString(IBufferWriter<byte> output, string text)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (true)
        {
            var next = rest.IndexOfAny(MustEscape);
            WriteUtf8(output, next < 0 ? rest : rest[..next]);
            if (next < 0)
            {
                break;
            }

            WriteEscape(output, rest[next]);
            rest = rest[(next + 1)..];
        }

        output.Write("\""u8);
    }

    /// <exception cref="JsonException">The bytes are not one JSON value.</exception>
    public static void Validate(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonValue.MaxDepth });
        var any = false;
        while (reader.Read())
        {
            any = true;
        }

        if (!any)
        {
            throw new JsonException("The text is empty: a JSON value was expected.");
        }
    }

    private static void WriteUtf8(IBufferWriter<byte> output, ReadOnlySpan<char> chars)
    {
        if (!chars.IsEmpty)
        {
            _ = Encoding.UTF8.GetBytes(chars, output);
        }
    }

    private static void WriteEscape(IBufferWriter<byte> output, char c)
    {
        switch (c)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\f': output.Write("\\f"u8); break;
            default:
                output.Write("\\u00"u8);
                output.Write([(byte)"0123456789abcdef"[c >> 4], (byte)"0123456789abcdef"[c & 15]]);
                break;
        }
    }
}
