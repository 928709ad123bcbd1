using System.Diagnostics.CodeAnalysis;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>
/// A parsed path: <c>$.order.items[?(@.quantity &gt; 1)].name</c>, into the input, the context object (<c>$$…</c>) or a variable (<c>$name…</c>).
/// Immutable; parse once, evaluate often.
/// </summary>
/// <remarks>
/// Step Functions evaluates paths with the Jayway library; this follows it in what a path selects and in what errors say. One difference:
/// a slice may have a step (<c>[0:10:2]</c>), which Jayway reads and ignores.
/// </remarks>
public sealed class JsonPathExpression
{
    private readonly PathStep[] _steps;

    internal JsonPathExpression(string text, PathRoot root, string? variableName, bool startsAtCurrent, PathStep[] steps)
    {
        Text = text;
        Root = root;
        VariableName = variableName;
        StartsAtCurrent = startsAtCurrent;
        IsRoot = steps.Length == 0;

        // sum($..price) is meant by $..price.sum(): the function sees all that the descent found, not one match after the other.
        _steps = steps.Length > 1 && steps[^1] is FunctionStep function && steps.Any(step => step is DescentStep)
            ? [new AllMatchesStep(steps[..^1]), function]
            : steps;
        IsDefinite = _steps.All(step => step.IsDefinite);
    }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    public PathRoot Root { get; }

    /// <summary>The variable's name without the dollar sign; null for paths into the input or the context object.</summary>
    public string? VariableName { get; }

    /// <summary>True for a root alone: <c>$</c>, <c>$$</c>, <c>$name</c>.</summary>
    public bool IsRoot { get; }

    /// <summary>True where the path leads to one value at most; false where it gathers an array (wildcards, slices, filters, <c>..</c>).</summary>
    public bool IsDefinite { get; }

    /// <summary>True for <c>@.price</c> inside a filter.</summary>
    internal bool StartsAtCurrent { get; }

    internal IReadOnlyList<PathStep> Steps => _steps;

    /// <param name="problem">What is wrong, and where; null where the path was read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPathExpression? path, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cursor = new TextCursor(text);
        try
        {
            path = new JsonPathParser(cursor).Parse();
            if (!cursor.AtEnd)
            {
                throw cursor.Problem($"'{cursor.Current}' is not expected");
            }

            problem = null;
            return true;
        }
        catch (PathSyntaxException wrong)
        {
            path = null;
            problem = wrong.Message;
            return false;
        }
    }

    /// <param name="root">What this path's <see cref="Root"/> stands for.</param>
    /// <returns>Every match, in document order.</returns>
    /// <exception cref="EvaluationException">A regular expression took too long, or the path visits too many values.</exception>
    public IReadOnlyList<JsonValue> Select(JsonValue root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Gather(_steps, root, new PathEvaluation(root));
    }

    /// <returns>Of a definite path the value, or null where there is none (a JSON null is <see cref="JsonNull"/>); else a <see cref="JsonArray"/> of all matches.</returns>
    /// <inheritdoc cref="Select"/>
    public JsonValue? Evaluate(JsonValue root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return IsDefinite ? Follow(root, root) : new JsonArray([.. Gather(_steps, root, new PathEvaluation(root))]);
    }

    /// <summary>The value, for the fields whose errors read <c>Invalid path '$.a' : No results for path: $['a']</c> (InputPath, OutputPath and the like).</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: the path leads nowhere.</exception>
    public JsonValue EvaluateRequired(JsonValue root) =>
        Evaluate(root) ?? throw new EvaluationException(ErrorNames.Runtime, $"Invalid path '{Text}' : {ExplainMissing(root)}");

    public override string ToString() => Text;

    /// <summary>Why a definite path leads nowhere, in the words of the library that the service uses.</summary>
    internal string ExplainMissing(JsonValue root)
    {
        var walked = new StringBuilder("$");
        var value = root;
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            switch (step)
            {
                case MemberStep or MembersStep when value is not JsonObject:
                    return $"Expected to find an object with property {step} in path {walked} but found '{JavaText.ClassName(value)}'. "
                        + "This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.";
                case IndexStep when value is JsonNull:
                    return $"The path {walked} is null";
                case IndexStep when value is not JsonArray:
                    return $"Filter: {step} can only be applied to arrays. Current context is: {JavaText.Of(value)}";
            }

            step.WriteTo(walked);
            if (step.SelectOne(value, root) is not { } next)
            {
                return step is MemberStep && i < _steps.Length - 1 ? $"Missing property in path {walked}" : NoResults();
            }

            value = next;
        }

        return NoResults();

        string NoResults() => $"No results for path: ${string.Concat(_steps.Select(step => step.ToString()))}";
    }

    /// <summary>True where the path ends in an index beyond its array: <c>$.items[5]</c> of two items.</summary>
    internal bool EndsBeyondArray(JsonValue root)
    {
        if (!IsDefinite || _steps is not [.., IndexStep last])
        {
            return false;
        }

        var value = root;
        foreach (var step in _steps.AsSpan(..^1))
        {
            if (step.SelectOne(value, root) is not { } next)
            {
                return false;
            }

            value = next;
        }

        return value is JsonArray && last.SelectOne(value, root) is null;
    }

    /// <summary>For operands of filters, which count towards the evaluation they are part of.</summary>
    /// <param name="start">What the path starts from: the current value or the document.</param>
    internal JsonValue? Evaluate(JsonValue start, PathEvaluation evaluation)
    {
        evaluation.Visit();
        return IsDefinite ? Follow(start, evaluation.Root) : new JsonArray([.. Gather(_steps, start, evaluation)]);
    }

    private static List<JsonValue> Gather(PathStep[] steps, JsonValue start, PathEvaluation evaluation)
    {
        List<JsonValue> values = [start];
        foreach (var step in steps)
        {
            List<JsonValue> next = [];
            foreach (var value in values)
            {
                step.Select(value, evaluation, next);
                evaluation.Visit();
            }

            evaluation.Visit(next.Count);
            values = next;
        }

        return values;
    }

    private JsonValue? Follow(JsonValue start, JsonValue root)
    {
        JsonValue? value = start;
        foreach (var step in _steps)
        {
            value = step.SelectOne(value, root);
            if (value is null)
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>Several steps taken as one: the array of all they select.</summary>
    private sealed class AllMatchesStep(PathStep[] steps) : PathStep
    {
        public override bool IsDefinite => true;

        public override JsonValue SelectOne(JsonValue value, JsonValue root) => new JsonArray([.. Gather(steps, value, new PathEvaluation(root))]);

        public override void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches) =>
            matches.Add(new JsonArray([.. Gather(steps, value, evaluation)]));

        public override void WriteTo(StringBuilder output)
        {
            foreach (var step in steps)
            {
                step.WriteTo(output);
            }
        }
    }
}
