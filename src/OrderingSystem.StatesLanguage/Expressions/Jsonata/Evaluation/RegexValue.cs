using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>One match of a regular expression, or of a function that stands in for one.</summary>
/// <param name="Groups">Null for a group that took no part.</param>
internal sealed record FoundMatch(string Text, int Start, int End, IReadOnlyList<string?> Groups);

/// <summary>A regular expression: a function from a text to its first match, which knows how to find the next.</summary>
internal sealed class RegexValue : FunctionValue
{
    private readonly int _position;
    private readonly PatternMatcher _matcher;

    /// <exception cref="JsonataException">S0303.</exception>
    public RegexValue(RegexPattern pattern, int position)
    {
        _position = position;
        try
        {
            _matcher = PatternMatcher.Compile(RegexTranslator.Translate(pattern.Source, pattern.Multiline), pattern.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        }
        catch (JsonataException invalid) when (invalid.Locate(position, pattern.Source))
        {
            throw;
        }
        catch (ArgumentException invalid)
        {
            throw new JsonataException("S0303", position, text: invalid.Message);
        }
    }

    public override int Arity => 1;

    public override JsonValue? Invoke(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame)
    {
        if (arguments.Length == 0 || arguments[0] is not JsonString text)
        {
            return null;
        }

        var from = arguments.Length > 1 && arguments[1] is JsonNumber { Double: >= 0 } start ? start.Double : 0;
        return from > text.Value.Length ? null : Describe(run, text.Value, Find(run, text.Value, (int)from));
    }

    /// <exception cref="JsonataException">U1001.</exception>
    public FoundMatch? Find(EvaluationRun run, string text, int from)
    {
        run.Charge(_matcher.CostOf(text.Length - from));
        Match match;
        try
        {
            match = _matcher.Match(text, from);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException("U1001", _position);
        }

        if (!match.Success)
        {
            return null;
        }

        var groups = new string?[match.Groups.Count - 1];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = match.Groups[i + 1] is { Success: true } group ? group.Value : null;
        }

        return new FoundMatch(match.Value, match.Index, match.Index + match.Length, groups);
    }

    /// <exception cref="JsonataException">D1004: the next match is empty, and would be so for ever.</exception>
    public FoundMatch? FindNext(EvaluationRun run, string text, FoundMatch last)
    {
        if (last.End >= text.Length)
        {
            return null;
        }

        var next = Find(run, text, last.End);
        return next is { Text.Length: 0 } ? throw new JsonataException("D1004", _position) : next;
    }

    private JsonObject? Describe(EvaluationRun run, string text, FoundMatch? match) => match is null ? null : JsonObject.Of(
        ("match", JsonValue.Of(match.Text)),
        ("start", JsonValue.Of(match.Start)),
        ("end", JsonValue.Of(match.End)),
        ("groups", GroupsOf(match)),
        ("next", run.Store(new NextMatch(this, text, match))));

    public static JsonArray GroupsOf(FoundMatch match)
    {
        var groups = new JsonValue[match.Groups.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = match.Groups[i] is { } group ? JsonValue.Of(group) : JsonValue.Null;
        }

        return new JsonArray(groups);
    }

    private sealed class NextMatch(RegexValue regex, string text, FoundMatch last) : FunctionValue
    {
        public override int Arity => 0;

        public override JsonValue? Invoke(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame) =>
            regex.Describe(run, text, regex.FindNext(run, text, last));
    }
}
