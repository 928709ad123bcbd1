using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>Values as text, as <c>$string</c> and <c>&amp;</c> give them: JSON, with numbers rounded to fifteen digits so that 0.1 + 0.2 reads 0.3.</summary>
internal static class Stringifier
{
    private const int ErrorValueLength = 500;

    /// <exception cref="JsonataException">D3001: the value is an infinite number; D1001: it holds one.</exception>
    public static string ToText(EvaluationRun run, JsonValue value, bool pretty = false)
    {
        switch (value)
        {
            case JsonString text:
                return text.Value;
            case FunctionValue:
                return string.Empty;
            case JsonNumber number:
                return double.IsFinite(number.Double) ? NumberText(number) : throw new JsonataException("D3001", value: value);
            case ListValue { IsOuterWrapper: true } wrapper:
                return ToText(run, wrapper.Items[0]!, pretty);
            case JsonBoolean boolean:
                return boolean.Value ? "true" : "false";
            default:
                var output = new StringBuilder();
                Write(output, value, pretty ? 0 : -1, run.Options.MaxLength);
                run.ChargeLength(output.Length);
                return output.ToString();
        }
    }

    /// <summary>A value as error messages show it, cut where it is long.</summary>
    public static string Describe(JsonValue value)
    {
        if (value is JsonNumber number && !double.IsFinite(number.Double))
        {
            return "null";
        }

        var output = new StringBuilder();
        try
        {
            Write(output, value, indent: -1, maxLength: 100_000);
        }
        catch (JsonataException)
        {
            // The message is about another error; what cannot be shown is left out of it.
            return string.Empty;
        }

        return output.Length <= ErrorValueLength ? output.ToString() : output.ToString(0, ErrorValueLength) + "…";
    }

    public static string NumberText(JsonNumber number)
    {
        if (number.TryGetInteger(out var integer) && (number.IsInteger || Math.Abs(integer) <= 1L << 53))
        {
            return integer.ToString(CultureInfo.InvariantCulture);
        }

        var value = number.Double;
        if (Math.Floor(value) != value)
        {
            value = double.Parse(value.ToString("E14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return JsonNumber.FormatDouble(value);
    }

    private static void Write(StringBuilder output, JsonValue value, int indent, int maxLength)
    {
        if (output.Length > maxLength)
        {
            throw new JsonataException("U1002");
        }

        switch (value)
        {
            case JsonString text:
                WriteString(output, text.Value);
                break;
            case JsonNumber number:
                _ = Values.IsNumber(number, out _);
                _ = output.Append(double.IsNaN(number.Double) ? "null" : NumberText(number));
                break;
            case JsonBoolean boolean:
                _ = output.Append(boolean.Value ? "true" : "false");
                break;
            case JsonNull:
                _ = output.Append("null");
                break;
            case JsonObject properties:
                WriteObject(output, properties, indent, maxLength);
                break;
            case JsonArray or ListValue:
                WriteArray(output, value, indent, maxLength);
                break;
            default:
                _ = output.Append("\"\"");
                break;
        }
    }

    private static void WriteArray(StringBuilder output, JsonValue array, int indent, int maxLength)
    {
        StackGuard.Ensure();
        _ = Values.TryItems(array, out var items);
        _ = output.Append('[');
        for (var i = 0; i < items.Length; i++)
        {
            _ = i > 0 ? output.Append(',') : output;
            NewLine(output, indent < 0 ? indent : indent + 1);
            Write(output, items[i] ?? JsonValue.Null, indent < 0 ? indent : indent + 1, maxLength);
        }

        NewLine(output, items.Length == 0 ? -1 : indent);
        _ = output.Append(']');
    }

    private static void WriteObject(StringBuilder output, JsonObject properties, int indent, int maxLength)
    {
        StackGuard.Ensure();
        _ = output.Append('{');
        var first = true;
        foreach (var (name, value) in properties.Span)
        {
            _ = first ? output : output.Append(',');
            first = false;
            NewLine(output, indent < 0 ? indent : indent + 1);
            WriteString(output, name);
            _ = output.Append(indent < 0 ? ":" : ": ");
            Write(output, value, indent < 0 ? indent : indent + 1, maxLength);
        }

        NewLine(output, first ? -1 : indent);
        _ = output.Append('}');
    }

    private static void NewLine(StringBuilder output, int indent)
    {
        if (indent >= 0)
        {
            _ = output.Append('\n').Append(' ', indent * 2);
        }
    }

    private static void WriteString(StringBuilder output, string text)
    {
        _ = output.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            _ = c switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\b' => output.Append("\\b"),
                '\f' => output.Append("\\f"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                < ' ' => output.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ when char.IsSurrogate(c) && !IsPaired(text, i) => output.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => output.Append(c),
            };
        }

        _ = output.Append('"');
    }

    private static bool IsPaired(string text, int index) => char.IsHighSurrogate(text[index])
        ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
        : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
