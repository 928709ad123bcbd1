using System.Diagnostics.CodeAnalysis;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>A path that names exactly one place: <c>$</c>, <c>$.a.b</c>, <c>$.a[0]</c>, <c>$['a']</c>. <c>ResultPath</c> writes to it.</summary>
/// <remarks>States Language, "Reference Paths".</remarks>
public sealed class ReferencePath
{
    /// <summary>The service's error where a reference path does not fit the value it is read from.</summary>
    public const string ConflictErrorName = "States.ReferencePathConflict";

    private readonly JsonPathExpression _path;

    private ReferencePath(JsonPathExpression path) => _path = path;

    /// <summary><c>$</c>: the result takes the input's place.</summary>
    public static ReferencePath WholeInput { get; } = TryParse("$", out var whole, out _) ? whole : throw new InvalidOperationException("'$' is a path.");

    /// <summary>The path as it was written.</summary>
    public string Text => _path.Text;

    public PathRoot Root => _path.Root;

    /// <summary>The same path, for reading.</summary>
    public JsonPathExpression Path => _path;

    /// <summary>True for a root alone: <c>$</c>.</summary>
    public bool IsRoot => _path.IsRoot;

    public static bool TryParse(string text, [NotNullWhen(true)] out ReferencePath? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        if (!JsonPathExpression.TryParse(text, out var parsed, out problem))
        {
            return false;
        }

        foreach (var step in parsed.Steps)
        {
            if (step is not (MemberStep or IndexStep { Index: >= 0 }))
            {
                problem = $"'{text}' is not a reference path: {step} does not name one place.";
                return false;
            }
        }

        path = new ReferencePath(parsed);
        return true;
    }

    /// <summary>The value at the path, as <c>ItemsPath</c> reads it.</summary>
    /// <exception cref="EvaluationException"><see cref="ConflictErrorName"/>: <c>Unable to apply step "items" to input {…}</c>.</exception>
    public JsonValue Read(JsonValue root)
    {
        var value = root;
        foreach (var step in _path.Steps)
        {
            value = step.SelectOne(value, root) ?? throw new EvaluationException(ConflictErrorName, Conflict(step, root));
        }

        return value;
    }

    /// <summary>
    /// The root with the value put at the path: members are replaced or added, missing objects on the way are created, an array's item must
    /// exist. What is not on the way is shared with the old root.
    /// </summary>
    /// <exception cref="EvaluationException"><c>States.ResultPathMatchFailure</c>: a value on the way is neither object nor array, or the array is too short.</exception>
    public JsonValue Apply(JsonValue root, JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!IsRoot && root is not (JsonObject or JsonArray))
        {
            throw new EvaluationException(ErrorNames.ResultPathMatchFailure, $"Unable to apply ReferencePath {Text} to input {root}");
        }

        return Apply(root, root, depth: 0, value);
    }

    public override string ToString() => Text;

    /// <summary>The service quotes the whole input, also where a deeper step does not fit.</summary>
    private static string Conflict(PathStep step, JsonValue root) =>
        $"Unable to apply step \"{(step is MemberStep { Name: var name } ? name : step.ToString())}\" to input {root}";

    private JsonValue Apply(JsonValue root, JsonValue? target, int depth, JsonValue value)
    {
        if (depth == _path.Steps.Count)
        {
            return value;
        }

        switch (_path.Steps[depth])
        {
            case MemberStep { Name: var name } when target is null or JsonObject:
                var members = target as JsonObject ?? JsonObject.Empty;
                return members.With(name, Apply(root, members[name], depth + 1, value));
            case IndexStep { Index: var index } when target is JsonArray items && index < items.Count:
                return items.With(index, Apply(root, items[index], depth + 1, value));
            case var step:
                throw new EvaluationException(ErrorNames.ResultPathMatchFailure, Conflict(step, root));
        }
    }
}
