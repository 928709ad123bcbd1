using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary><c>$string</c>, <c>$substring</c>, <c>$pad</c> and their kin. Undefined in, undefined out.</summary>
internal static class TextFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("string", "<x-b?:s>", 1, String),
        new("substring", "<s-nn?:s>", 3, Substring),
        new("substringBefore", "<s-s:s>", 2, SubstringBefore),
        new("substringAfter", "<s-s:s>", 2, SubstringAfter),
        new("lowercase", "<s-:s>", 1, (in Call call) => Of(call.Text(0)?.ToLower(CultureInfo.InvariantCulture))),
        new("uppercase", "<s-:s>", 1, (in Call call) => Of(call.Text(0)?.ToUpper(CultureInfo.InvariantCulture))),
        new("length", "<s-:n>", 1, (in Call call) => call.Text(0) is { } text ? JsonNumber.Of(CodePoints.Count(text)) : null),
        new("trim", "<s-:s>", 1, Trim),
        new("pad", "<s-ns?:s>", 3, Pad),
        new("join", "<a<s>s?:s>", 2, Join),
    ];

    private static JsonString? Of(string? text) => text is null ? null : JsonValue.Of(text);

    private static JsonString? String(in Call call) => call[0] switch
    {
        null => null,
        JsonString text => text,
        var value => JsonValue.Of(Stringifier.ToText(call.Run, value, pretty: call[1] is JsonBoolean { Value: true })),
    };

    private static JsonString? Substring(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        var start = call.Number(1) ?? 0;
        var count = CodePoints.Count(text);
        start = count + start < 0 ? 0 : start;
        if (call.Number(2) is not { } length)
        {
            return JsonValue.Of(CodePoints.Slice(text, start, count));
        }

        return JsonValue.Of(length <= 0 ? string.Empty : CodePoints.Slice(text, start, start >= 0 ? start + length : count + start + length));
    }

    private static JsonValue? SubstringBefore(in Call call)
    {
        if (call.Text(0) is not { } text || call.Text(1) is not { } separator)
        {
            return call[0];
        }

        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? call[0] : JsonValue.Of(text[..at]);
    }

    private static JsonValue? SubstringAfter(in Call call)
    {
        if (call.Text(0) is not { } text || call.Text(1) is not { } separator)
        {
            return call[0];
        }

        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? call[0] : JsonValue.Of(text[(at + separator.Length)..]);
    }

    private static JsonString? Trim(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        var result = new StringBuilder(text.Length);
        var pending = false;
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r')
            {
                pending = result.Length > 0;
                continue;
            }

            _ = pending ? result.Append(' ') : result;
            pending = false;
            _ = result.Append(c);
        }

        return JsonValue.Of(result.ToString());
    }

    private static JsonString? Pad(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        var width = Math.Truncate(call.Number(1) ?? 0);
        var filler = string.IsNullOrEmpty(call.Text(2)) ? " " : call.Text(2)!;
        var missing = Math.Abs(width) - CodePoints.Count(text);
        if (missing <= 0)
        {
            return JsonValue.Of(text);
        }

        call.Run.ChargeLength(missing * filler.Length > int.MaxValue ? int.MaxValue : (long)missing * filler.Length);
        var padding = CodePoints.Slice(string.Concat(Enumerable.Repeat(filler, (int)missing)), 0, missing);
        return JsonValue.Of(width > 0 ? text + padding : padding + text);
    }

    private static JsonString? Join(in Call call)
    {
        if (call[0] is null)
        {
            return null;
        }

        var separator = call.Text(1) ?? string.Empty;
        var result = new StringBuilder();
        var first = true;
        foreach (var item in call.Items(0))
        {
            _ = first ? result : result.Append(separator);
            first = false;
            _ = result.Append((item as JsonString)?.Value);
            if (result.Length > call.Run.Options.MaxLength)
            {
                break;
            }
        }

        call.Run.ChargeLength(result.Length);
        return JsonValue.Of(result.ToString());
    }
}
