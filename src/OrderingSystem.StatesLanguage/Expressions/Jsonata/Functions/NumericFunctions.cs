using System.Globalization;
using System.Numerics;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary><c>$sum</c>, <c>$round</c>, <c>$number</c> and their kin.</summary>
internal static class NumericFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("sum", "<a<n>:n>", 1, Sum),
        new("count", "<a:n>", 1, Count),
        new("max", "<a<n>:n>", 1, Max),
        new("min", "<a<n>:n>", 1, Min),
        new("average", "<a<n>:n>", 1, Average),
        new("number", "<(nsb)-:n>", 1, Number),
        new("floor", "<n-:n>", 1, (in Call call) => Map(call, Math.Floor)),
        new("ceil", "<n-:n>", 1, (in Call call) => Map(call, Math.Ceiling)),
        new("abs", "<n-:n>", 1, (in Call call) => Map(call, Math.Abs)),
        new("round", "<n-n?:n>", 2, Round),
        new("sqrt", "<n-:n>", 1, Sqrt),
        new("power", "<n-n:n>", 2, Power),
        new("random", "<:n>", 0, (in Call call) => JsonNumber.Of(call.Run.Options.Random())),
        new("formatBase", "<n-n?:s>", 2, FormatBase),
    ];

    /// <summary>To the nearest, a half to the even neighbour, at the decimal place given.</summary>
    internal static double Round(double value, int precision)
    {
        // Shifting the decimal point in the text, not by multiplication, keeps 1.005 what it says.
        var shifted = precision == 0 ? value : Shift(value, precision);
        var rounded = Math.Floor(shifted);
        rounded += shifted - rounded >= 0.5 ? 1 : 0;
        if (Math.Abs(rounded - shifted) == 0.5 && Math.Abs(rounded % 2) == 1)
        {
            rounded--;
        }

        var result = precision == 0 ? rounded : Shift(rounded, -precision);
        return result == 0 ? 0 : result;
    }

    private static double Shift(double value, int places)
    {
        if (!double.IsFinite(value))
        {
            return value;
        }

        var text = JsonNumber.FormatDouble(value);
        var exponentAt = text.IndexOf('e', StringComparison.Ordinal);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{exponent + (long)places}"), CultureInfo.InvariantCulture);
    }

    private static JsonNumber? Map(in Call call, Func<double, double> function) => call.Number(0) is { } number ? JsonNumber.Computed(function(number)) : null;

    private static JsonNumber? Sum(in Call call)
    {
        if (call[0] is null)
        {
            return null;
        }

        var total = 0.0;
        foreach (var item in call.Items(0))
        {
            total += ((JsonNumber)item!).Double;
        }

        return JsonNumber.Computed(total);
    }

    private static JsonNumber Count(in Call call) => JsonNumber.Of(call[0] is null ? 0 : Values.CountOf(call[0]!));

    private static JsonNumber? Max(in Call call) => Extreme(call, (candidate, best) => candidate > best);

    private static JsonNumber? Min(in Call call) => Extreme(call, (candidate, best) => candidate < best);

    private static JsonNumber? Extreme(in Call call, Func<double, double, bool> isBetter)
    {
        JsonNumber? best = null;
        foreach (var item in call.Items(0))
        {
            var candidate = (JsonNumber)item!;
            best = best is null || isBetter(candidate.Double, best.Double) ? candidate : best;
        }

        return best;
    }

    private static JsonNumber? Average(in Call call)
    {
        var count = call[0] is null ? 0 : Values.CountOf(call[0]!);
        return count == 0 ? null : JsonNumber.Computed(Sum(call)!.Double / count);
    }

    private static JsonNumber? Number(in Call call) => call[0] switch
    {
        null => null,
        JsonNumber number => number,
        JsonBoolean boolean => JsonNumber.Of(boolean.Value ? 1 : 0),
        JsonString { Value: var text } when TryParse(text, out var number) => JsonNumber.Of(number),
        var other => throw new JsonataException("D3030", value: other, index: 1),
    };

    private static bool TryParse(string text, out double number)
    {
        number = 0;
        if (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B')
        {
            return TryParseRadix(text.AsSpan(2), text[1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, _ => 2 }, out number);
        }

        var digits = text.AsSpan().TrimStart('-');
        return text.Length - digits.Length <= 1
            && IsDecimal(digits)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        var exponentAt = text.IndexOfAny('e', 'E');
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        if (exponentAt >= 0)
        {
            var exponent = text[(exponentAt + 1)..];
            exponent = exponent.Length > 0 && exponent[0] is '+' or '-' ? exponent[1..] : exponent;
            if (!AllDigits(exponent))
            {
                return false;
            }
        }

        var pointAt = mantissa.IndexOf('.');
        return pointAt < 0 ? AllDigits(mantissa) : AllDigits(mantissa[..pointAt]) && AllDigits(mantissa[(pointAt + 1)..]);
    }

    private static bool AllDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool TryParseRadix(ReadOnlySpan<char> digits, int radix, out double number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit) || Convert.ToInt32(digit.ToString(), 16) is var value && value >= radix)
            {
                return false;
            }

            number = (number * radix) + value;
        }

        return double.IsFinite(number);
    }

    private static JsonNumber? Round(in Call call) =>
        call.Number(0) is { } number ? JsonNumber.Computed(Round(number, (int)Math.Clamp(call.Number(1) ?? 0, -400, 400))) : null;

    private static JsonNumber? Sqrt(in Call call) => call.Number(0) switch
    {
        null => null,
        < 0 => throw new JsonataException("D3060", value: call[0], index: 1),
        { } number => JsonNumber.Computed(Math.Sqrt(number)),
    };

    private static JsonNumber? Power(in Call call)
    {
        if (call.Number(0) is not { } number)
        {
            return null;
        }

        var result = Math.Pow(number, call.Number(1) ?? double.NaN);
        return double.IsFinite(result) ? JsonNumber.Of(result) : throw new JsonataException("D3061", value: call[0], value2: call[1], index: 1);
    }

    private static JsonString? FormatBase(in Call call)
    {
        if (call.Number(0) is not { } number)
        {
            return null;
        }

        var radix = Round(call.Number(1) ?? 10, 0);
        if (radix is not (>= 2 and <= 36))
        {
            throw new JsonataException("D3100", value: JsonNumber.Computed(radix));
        }

        var rounded = Round(number, 0);
        if (!double.IsFinite(rounded))
        {
            throw new JsonataException("D1001", value: call[0]);
        }

        return JsonValue.Of(radix == 10 ? JsonNumber.FormatDouble(rounded) : InBase(new BigInteger(rounded), (int)radix));
    }

    private static string InBase(BigInteger value, int radix)
    {
        if (value.IsZero)
        {
            return "0";
        }

        var digits = new Stack<char>();
        for (var rest = BigInteger.Abs(value); !rest.IsZero; rest /= radix)
        {
            digits.Push("0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)]);
        }

        return (value.Sign < 0 ? "-" : string.Empty) + string.Concat(digits);
    }
}
