using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary><c>$match</c>, <c>$contains</c>, <c>$replace</c>, <c>$split</c>: by a text, a regular expression, or a function that behaves like one.</summary>
internal static class MatchingFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("match", "<s-f<s:o>n?:a<o>>", 3, Match),
        new("contains", "<s-(sf):b>", 2, Contains),
        new("replace", "<s-(sf)(sf)n?:s>", 4, Replace),
        new("split", "<s-(sf)n?:a<s>>", 3, Split),
    ];

    private static ListValue? Match(in Call call)
    {
        if (call.Text(0) is not { } text || call.Function(1) is not { } matcher)
        {
            return null;
        }

        var result = new ListValue(isSequence: true);
        foreach (var match in Matches(call, matcher, text, Limit(call, 2, "D3040")))
        {
            result.Add(JsonObject.Of(("match", JsonValue.Of(match.Text)), ("index", JsonValue.Of(match.Start)), ("groups", RegexValue.GroupsOf(match))));
        }

        return result;
    }

    private static JsonBoolean? Contains(in Call call)
    {
        if (call.Text(0) is not { } text || call[1] is null)
        {
            return null;
        }

        return JsonValue.Of(call.Function(1) is { } matcher
            ? Matches(call, matcher, text, limit: 1).Any()
            : text.Contains(call.Text(1)!, StringComparison.Ordinal));
    }

    private static JsonString? Replace(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        if (call.Text(1) is { Length: 0 })
        {
            throw new JsonataException("D3010", value: call[1], index: 2);
        }

        var limit = Limit(call, 3, "D3011");
        var result = new StringBuilder();
        var position = 0;
        foreach (var match in call.Function(1) is { } matcher ? Matches(call, matcher, text, limit) : Occurrences(text, call.Text(1), limit))
        {
            if (match.Start < position)
            {
                continue;
            }

            _ = result.Append(text, position, match.Start - position).Append(Replacement(call, match));
            position = match.Start + match.Text.Length;
            call.Run.ChargeLength(result.Length);
        }

        return JsonValue.Of(result.Append(text, position, text.Length - position).ToString());
    }

    private static string Replacement(in Call call, FoundMatch match)
    {
        if (call.Function(2) is not { } function)
        {
            return call.Function(1) is null ? call.Text(2) ?? string.Empty : Expand(call.Text(2) ?? string.Empty, match);
        }

        var described = JsonObject.Of(
            ("match", JsonValue.Of(match.Text)),
            ("start", JsonValue.Of(match.Start)),
            ("end", JsonValue.Of(match.End)),
            ("groups", RegexValue.GroupsOf(match)));
        return call.Run.Call(function, [described], call.Frame) switch
        {
            JsonString text => text.Value,
            var other => throw new JsonataException("D3012", value: other),
        };
    }

    /// <summary>Puts the groups in for <c>$1</c>, the match for <c>$0</c> and a dollar for <c>$$</c>.</summary>
    private static string Expand(string template, FoundMatch match)
    {
        if (!template.Contains('$', StringComparison.Ordinal))
        {
            return template;
        }

        var result = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$')
            {
                _ = result.Append(template[i]);
            }
            else if (i + 1 < template.Length && template[i + 1] is '$' or '0')
            {
                i++;
                _ = result.Append(template[i] == '$' ? "$" : match.Text);
            }
            else
            {
                i += ExpandGroup(result, template, i + 1, match);
            }
        }

        return result.ToString();
    }

    /// <summary>As many digits as the number of groups has, one fewer where that names no group. Answers how many characters were used.</summary>
    private static int ExpandGroup(StringBuilder result, string template, int at, FoundMatch match)
    {
        var maxDigits = Math.Max(1, match.Groups.Count.ToString(CultureInfo.InvariantCulture).Length);
        var digits = 0;
        while (digits < maxDigits && at + digits < template.Length && char.IsAsciiDigit(template[at + digits]))
        {
            digits++;
        }

        if (digits == 0)
        {
            _ = result.Append('$');
            return 0;
        }

        var group = int.Parse(template.AsSpan(at, digits), CultureInfo.InvariantCulture);
        if (digits > 1 && group > match.Groups.Count)
        {
            digits--;
            group = int.Parse(template.AsSpan(at, digits), CultureInfo.InvariantCulture);
        }

        _ = group > 0 && group <= match.Groups.Count ? result.Append(match.Groups[group - 1]) : result;
        return digits;
    }

    private static ListValue? Split(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        var limit = Limit(call, 2, "D3020");
        var result = new ListValue(isSequence: false);
        if (call.Function(1) is not { } matcher)
        {
            AddParts(call, result, text, limit);
            return result;
        }

        var start = 0;
        foreach (var match in Matches(call, matcher, text, limit))
        {
            result.Add(JsonValue.Of(match.Start < start ? string.Empty : text[start..match.Start]));
            start = match.End;
        }

        if (result.Count < limit)
        {
            result.Add(JsonValue.Of(text[start..]));
        }

        return result;
    }

    private static void AddParts(in Call call, ListValue result, string text, double limit)
    {
        limit = Math.Floor(limit);
        if (call.Text(1) is not { } separator)
        {
            result.Add(JsonValue.Of(text));
            return;
        }

        var parts = separator.Length == 0 ? text.Select(c => c.ToString()) : text.Split(separator, StringSplitOptions.None);
        call.Run.Charge(text.Length / 4);
        foreach (var part in parts)
        {
            if (result.Count >= limit)
            {
                break;
            }

            result.Add(JsonValue.Of(part));
        }
    }

    private static double Limit(in Call call, int index, string code) => call.Number(index) switch
    {
        null => double.PositiveInfinity,
        < 0 => throw new JsonataException(code, value: call[index], index: index + 1),
        { } limit => limit,
    };

    private static IEnumerable<FoundMatch> Occurrences(string text, string? sought, double limit)
    {
        if (string.IsNullOrEmpty(sought))
        {
            yield break;
        }

        var at = text.IndexOf(sought, StringComparison.Ordinal);
        for (var count = 0; at >= 0 && count < limit; count++)
        {
            yield return new FoundMatch(sought, at, at + sought.Length, []);
            at = text.IndexOf(sought, at + sought.Length, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<FoundMatch> Matches(in Call call, FunctionValue matcher, string text, double limit) =>
        matcher is RegexValue regex ? RegexMatches(call.Run, regex, text, limit) : CustomMatches(call.Run, call.Frame, matcher, text, limit);

    private static IEnumerable<FoundMatch> RegexMatches(EvaluationRun run, RegexValue regex, string text, double limit)
    {
        var match = limit > 0 ? regex.Find(run, text, from: 0) : null;
        for (var count = 1; match is not null; count++)
        {
            yield return match;

            // The next is sought even where the limit leaves it out: an empty match there is an error all the same.
            match = regex.FindNext(run, text, match);
            if (count >= limit)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<FoundMatch> CustomMatches(EvaluationRun run, Frame frame, FunctionValue matcher, string text, double limit)
    {
        var answer = limit > 0 ? run.Call(matcher, [JsonValue.Of(text)], frame) : null;
        for (var count = 0; answer is not null && count < limit; count++)
        {
            run.Charge(1);
            var (match, next) = Read(answer, text);
            yield return match;
            answer = next is null ? null : run.Call(next, [], frame);
        }
    }

    private static (FoundMatch Match, FunctionValue? Next) Read(JsonValue answer, string text)
    {
        if (answer is not JsonObject found || found["start"] is not JsonNumber { Double: >= 0 } start || start.Double > text.Length)
        {
            throw new JsonataException("T1010");
        }

        var at = (int)start.Double;
        var matched = (found["match"] as JsonString)?.Value ?? string.Empty;
        var end = found["end"] is JsonNumber { Double: >= 0 } given ? (int)Math.Min(given.Double, text.Length) : Math.Min(at + matched.Length, text.Length);
        if (at + matched.Length > text.Length)
        {
            throw new JsonataException("T1010");
        }

        var groups = new List<string?>();
        if (Values.TryItems(found["groups"], out var items))
        {
            foreach (var item in items)
            {
                groups.Add((item as JsonString)?.Value);
            }
        }

        return (new FoundMatch(matched, at, end, groups), found["next"] as FunctionValue);
    }
}
