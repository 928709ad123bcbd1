using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>What Step Functions adds to JSONata, for the intrinsic functions that JSONata has no equal of.</summary>
/// <remarks>Step Functions developer guide, "JSONata functions provided by Step Functions".</remarks>
internal static class StepFunctionsFunctions
{
    /// <summary>Largest result of <c>$range</c>: the bound of its equal, <c>States.ArrayRange</c>.</summary>
    private const int MaxRangeItems = 1000;

    public static NativeFunction[] All { get; } =
    [
        new("partition", "<an:a<a>>", 2, Partition),
        new("range", "<nnn:a<n>>", 3, Range),
        new("hash", "<s-s:s>", 2, Hash),
        new("random", "<n?:n>", 1, Random),
        new("uuid", "<:s>", 0, Uuid),
        new("parse", "<s-:x>", 1, Parse),
    ];

    private static JsonataException Refused(string function, string reason) => new("D3137", text: $"The function {function} {reason}");

    private static ListValue? Partition(in Call call)
    {
        if (call[0] is null)
        {
            return null;
        }

        if (call.Number(1) is not { } given || Math.Truncate(given) is not (>= 1 and <= int.MaxValue) || !double.IsInteger(given))
        {
            throw Refused("$partition", "takes a positive integer as the size of a part");
        }

        var size = (int)given;
        var items = call.Items(0);
        var parts = new ListValue(isSequence: false);
        for (var start = 0; start < items.Length; start += size)
        {
            parts.Add(ListValue.Of(items.Slice(start, Math.Min(size, items.Length - start)).ToArray()));
        }

        return parts;
    }

    private static ListValue? Range(in Call call)
    {
        if (call.Number(0) is not { } first || call.Number(1) is not { } last || call.Number(2) is not { } step)
        {
            return null;
        }

        if (!double.IsInteger(first) || !double.IsInteger(last) || !double.IsInteger(step) || step == 0)
        {
            throw Refused("$range", "takes integers, and a step other than zero");
        }

        var count = Math.Floor((last - first) / step) + 1;
        if (count > MaxRangeItems)
        {
            throw Refused("$range", "gives at most 1000 items");
        }

        var result = new ListValue(isSequence: false, Math.Max(0, (int)count));
        for (var i = 0; i < count; i++)
        {
            result.Add(JsonNumber.Of(first + (i * step)));
        }

        return result;
    }

    private static JsonString? Hash(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        call.Run.ChargeLength(text.Length);
        var bytes = Encoding.UTF8.GetBytes(text);
        return JsonValue.Of(Convert.ToHexStringLower(call.Text(1) switch
        {
            // MD5 and SHA-1 are part of the language; nothing here relies on them for security.
            "MD5" => Md5(bytes),
            "SHA-1" => Sha1(bytes),
            "SHA-256" => SHA256.HashData(bytes),
            "SHA-384" => SHA384.HashData(bytes),
            "SHA-512" => SHA512.HashData(bytes),
            _ => throw Refused("$hash", "takes one of the algorithms MD5, SHA-1, SHA-256, SHA-384, SHA-512"),
        }));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The language has it; nothing relies on it for security.")]
    private static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The language has it; nothing relies on it for security.")]
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);

    private static JsonNumber Random(in Call call) =>
        JsonNumber.Of(call.Number(0) is { } seed ? JsonataOptions.SeededRandom(unchecked((ulong)(long)seed))() : call.Run.Options.Random());

    /// <summary>Version 4, from the evaluation's own randomness.</summary>
    private static JsonString Uuid(in Call call)
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(call.Run.Options.Random() * 256);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return JsonValue.Of(new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture));
    }

    private static JsonValue? Parse(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        call.Run.ChargeLength(text.Length);
        try
        {
            return JsonValue.Parse(text);
        }
        catch (JsonException invalid)
        {
            throw Refused("$parse", "takes a JSON text: " + invalid.Message);
        }
    }
}
