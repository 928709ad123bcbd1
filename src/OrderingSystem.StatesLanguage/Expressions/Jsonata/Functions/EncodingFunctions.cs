using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>Base 64 and URL encoding, as JavaScript's functions of the same names have them.</summary>
internal static class EncodingFunctions
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    private const string Reserved = ";/?:@&=+$,#";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static NativeFunction[] All { get; } =
    [
        new("base64encode", "<s-:s>", 1, Base64Encode),
        new("base64decode", "<s-:s>", 1, Base64Decode),
        new("encodeUrlComponent", "<s-:s>", 1, (in Call call) => Encode(call, Unreserved, "encodeUrlComponent")),
        new("encodeUrl", "<s-:s>", 1, (in Call call) => Encode(call, Unreserved + Reserved, "encodeUrl")),
        new("decodeUrlComponent", "<s-:s>", 1, (in Call call) => Decode(call, string.Empty, "decodeUrlComponent")),
        new("decodeUrl", "<s-:s>", 1, (in Call call) => Decode(call, Reserved, "decodeUrl")),
    ];

    /// <summary>One byte for each UTF-16 unit, of which only the low half counts, as in the reference.</summary>
    private static JsonString? Base64Encode(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        call.Run.ChargeLength(text.Length);
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)text[i];
        }

        return JsonValue.Of(Convert.ToBase64String(bytes));
    }

    /// <summary>Lenient: what is no digit of base 64 is skipped, and padding may be missing.</summary>
    private static JsonString? Base64Decode(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        call.Run.ChargeLength(text.Length);
        var result = new StringBuilder(text.Length);
        var bits = 0;
        var held = 0;
        foreach (var c in text)
        {
            if (c == '=')
            {
                break;
            }

            var digit = c switch
            {
                >= 'A' and <= 'Z' => c - 'A',
                >= 'a' and <= 'z' => c - 'a' + 26,
                >= '0' and <= '9' => c - '0' + 52,
                '+' or '-' => 62,
                '/' or '_' => 63,
                _ => -1,
            };
            if (digit < 0)
            {
                continue;
            }

            held = ((held << 6) | digit) & 0xFFFF;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                _ = result.Append((char)((held >> bits) & 0xFF));
            }
        }

        return JsonValue.Of(result.ToString());
    }

    private static JsonString? Encode(in Call call, string literal, string functionName)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        call.Run.ChargeLength(text.Length);
        byte[] bytes;
        try
        {
            bytes = StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new JsonataException("D3140", value: call[0], text: functionName);
        }

        var result = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            _ = literal.Contains((char)value) ? result.Append((char)value) : result.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }

        return JsonValue.Of(result.ToString());
    }

    private static JsonString? Decode(in Call call, string kept, string functionName)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        call.Run.ChargeLength(text.Length);
        var result = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '%')
            {
                _ = result.Append(text[i++]);
                continue;
            }

            var start = i;
            bytes.Clear();
            while (i < text.Length && text[i] == '%')
            {
                if (i + 3 > text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                {
                    throw new JsonataException("D3140", value: call[0], text: functionName);
                }

                bytes.Add(value);
                i += 3;
            }

            AppendDecoded(result, bytes, text.AsSpan(start, i - start), kept, call, functionName);
        }

        return JsonValue.Of(result.ToString());
    }

    private static void AppendDecoded(StringBuilder result, List<byte> bytes, ReadOnlySpan<char> escaped, string kept, in Call call, string functionName)
    {
        string decoded;
        try
        {
            decoded = StrictUtf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw new JsonataException("D3140", value: call[0], text: functionName);
        }

        var at = 0;
        foreach (var rune in decoded.EnumerateRunes())
        {
            if (rune.IsAscii && kept.Contains((char)rune.Value))
            {
                _ = result.Append(escaped.Slice(at * 3, 3));
            }
            else
            {
                _ = result.Append(rune.ToString());
            }

            at += rune.Utf8SequenceLength;
        }
    }
}
