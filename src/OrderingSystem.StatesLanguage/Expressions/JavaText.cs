using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions;

/// <summary>
/// Values as the service prints them into strings: Java's <c>toString</c> of maps, lists and numbers, e.g. <c>{Arg1=1, Arg2=[]}</c>.
/// </summary>
/// <remarks>Recorded from AWS: <c>States.Format</c> with an object as argument.</remarks>
internal static class JavaText
{
    public static string Of(JsonValue value)
    {
        if (value is JsonString { Value: var text })
        {
            return text;
        }

        var output = new StringBuilder();
        Append(output, value);
        return output.ToString();
    }

    /// <summary>The class that a value has in the service, as its path errors name it.</summary>
    public static string ClassName(JsonValue value) => value switch
    {
        JsonString => "java.lang.String",
        JsonBoolean => "java.lang.Boolean",
        JsonArray => "java.util.ArrayList",
        JsonObject => "java.util.LinkedHashMap",
        JsonNumber { IsInteger: true } number => number.TryGetInteger(out var integer) && integer == (int)integer ? "java.lang.Integer" : "java.lang.Long",
        JsonNumber => "java.lang.Double",
        _ => "null",
    };

    private static void Append(StringBuilder output, JsonValue value)
    {
        switch (value)
        {
            case JsonString { Value: var text }:
                output.Append(text);
                break;
            case JsonObject members:
                output.Append('{');
                for (var i = 0; i < members.Count; i++)
                {
                    output.Append(i == 0 ? string.Empty : ", ").Append(members[i].Key).Append('=');
                    Append(output, members[i].Value);
                }

                output.Append('}');
                break;
            case JsonArray items:
                output.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    output.Append(i == 0 ? string.Empty : ", ");
                    Append(output, items[i]);
                }

                output.Append(']');
                break;
            case JsonNumber number:
                output.Append(Of(number));
                break;
            default:
                output.Append(value); // null, true, false
                break;
        }
    }

    private static string Of(JsonNumber number)
    {
        var written = number.ToString();
        if (number.IsInteger || !double.IsFinite(number.Double) || written.AsSpan().IndexOfAny(".eE") < 0)
        {
            return written; // integers of any length stay as they were written
        }

        var magnitude = Math.Abs(number.Double);
        if (magnitude == 0)
        {
            return double.IsNegative(number.Double) ? "-0.0" : "0.0";
        }

        if (magnitude is >= 1e-3 and < 1e7)
        {
            var plain = number.Double.ToString("0.0################", CultureInfo.InvariantCulture);
            return double.Parse(plain, CultureInfo.InvariantCulture).Equals(number.Double) ? plain : JsonNumber.FormatDouble(number.Double);
        }

        var scientific = number.Double.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = new string([.. number.Double.ToString("R", CultureInfo.InvariantCulture).TakeWhile(c => c != 'E').Where(char.IsAsciiDigit)]).Trim('0');
        var sign = number.Double < 0 ? "-" : string.Empty;
        return $"{sign}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}";
    }
}
