using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Data.Json;

/// <summary>A JSON number: a 64-bit integer where its text is one, else a double that keeps the text it was read from.</summary>
public sealed class JsonNumber : JsonValue
{
    private static readonly JsonNumber[] Small = [.. Enumerable.Range(-16, 273).Select(value => new JsonNumber(value))];

    private readonly long _integer;
    private readonly double _double;
    private readonly string? _text;

    private JsonNumber(long value)
    {
        IsInteger = true;
        _integer = value;
        _double = value;
    }

    private JsonNumber(double value, string? text)
    {
        _double = value;
        _text = text;
    }

    public override JsonValueKind Kind => JsonValueKind.Number;

    /// <summary>True where the number was written without fraction and exponent and fits 64 bits (<c>1</c>, not <c>1.0</c>).</summary>
    public bool IsInteger { get; }

    public double Double => _double;

    /// <summary>The integer, also of a whole double such as <c>1.0</c>; false outside 64 bits or with a fraction.</summary>
    public bool TryGetInteger(out long value)
    {
        if (IsInteger)
        {
            value = _integer;
            return true;
        }

        value = 0;
        if (_double is >= -9.2233720368547758E18 and < 9.2233720368547758E18 && Math.Floor(_double) == _double)
        {
            value = (long)_double;
            return true;
        }

        return false;
    }

    public static new JsonNumber Of(long value) => value is >= -16 and <= 256 ? Small[(int)value + 16] : new JsonNumber(value);

    public static new JsonNumber Of(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no such number.");
        }

        // Above 2^53 the double's own text says no more than the integer would, and 1e21 must not become digits that were never known.
        return Math.Abs(value) <= 9007199254740992 && Math.Floor(value) == value ? Of((long)value) : new JsonNumber(value, text: null);
    }

    /// <summary>The outcome of a calculation. It may be infinite or not a number, which an evaluator must refuse before it becomes JSON.</summary>
    internal static JsonNumber Computed(double value) => double.IsFinite(value) ? Of(value) : new JsonNumber(value, text: null);

    /// <summary>A number with its JSON text, kept as it was written.</summary>
    internal static JsonNumber Read(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && Utf8Parser.TryParse(text, out long integer, out var consumed) && consumed == text.Length
            && !(integer == 0 && text[0] == (byte)'-'))
        {
            return Of(integer);
        }

        // A number beyond a double's range keeps its text; arithmetic sees it as infinite and refuses it.
        _ = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return new JsonNumber(value, Encoding.ASCII.GetString(text));
    }

    public override void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(32);
        if (IsInteger && _integer.TryFormat(span, out var written, provider: CultureInfo.InvariantCulture))
        {
            output.Advance(written);
            return;
        }

        output.Write(Encoding.ASCII.GetBytes(_text ?? FormatDouble(_double)));
    }

    /// <summary>Shortest text that reads back as the same double, in the form of ECMAScript's Number.toString.</summary>
    public static string FormatDouble(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        // The exponent comes from the shortest text itself: 1e23 with seventeen digits reads 9.99…e22.
        var shortest = value.ToString("R", CultureInfo.InvariantCulture).AsSpan().TrimStart('-');
        var exponentAt = shortest.IndexOf('E');
        var mantissa = exponentAt < 0 ? shortest : shortest[..exponentAt];
        var pointAt = mantissa.IndexOf('.');
        var whole = pointAt < 0 ? mantissa : mantissa[..pointAt];
        var significant = string.Concat(whole, pointAt < 0 ? default : mantissa[(pointAt + 1)..]);
        var digits = significant.TrimStart('0');
        var point = whole.Length - (significant.Length - digits.Length); // position of the decimal point, counted from the first digit
        if (exponentAt >= 0)
        {
            point += int.Parse(shortest[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        digits = digits.TrimEnd('0');
        var sign = value < 0 ? "-" : string.Empty;
        return point switch
        {
            > 21 or < -5 => $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : string.Empty)}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}",
            _ when point >= digits.Length => sign + digits + new string('0', point - digits.Length),
            > 0 => $"{sign}{digits[..point]}.{digits[point..]}",
            _ => $"{sign}0.{new string('0', -point)}{digits}",
        };
    }

    public override bool Equals(JsonValue? other) => other is JsonNumber number
        && (IsInteger && number.IsInteger ? _integer == number._integer : _double.Equals(number._double));

    public override int GetHashCode() => _double.GetHashCode();
}
