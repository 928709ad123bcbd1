using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary>The evaluated arguments of one call, with the checks that the functions share.</summary>
/// <param name="expression">The whole expression as written; errors quote it, not the nested call that failed.</param>
internal sealed class IntrinsicArguments(string expression, IntrinsicNode[] nodes, JsonValue[] values, IRandomSource random)
{
    /// <summary>Most characters that Base64 and Hash functions accept.</summary>
    public const int MaxCharacters = 10_000;

    public int Count => values.Length;

    public IRandomSource Random { get; } = random;

    public JsonValue this[int index] => values[index];

    public ReadOnlySpan<JsonValue> Values => values;

    public JsonArray Array(int index) => values[index] as JsonArray ?? throw WrongType(index, "an array");

    public JsonObject Object(int index) => values[index] as JsonObject ?? throw WrongType(index, "an object");

    public string Text(int index) => values[index] is JsonString { Value: var text } ? text : throw WrongType(index, "a string");

    public bool Boolean(int index) => values[index] is JsonBoolean { Value: var value } ? value : throw WrongType(index, "a boolean");

    /// <summary>A text of at most <see cref="MaxCharacters"/> characters.</summary>
    public string ShortText(int index) => Text(index) is { Length: <= MaxCharacters } text
        ? text
        : throw Failure($"Argument {index + 1} must not be longer than {MaxCharacters} characters");

    /// <summary>Refuses arguments whose text together would be too large to build.</summary>
    public void CheckSize()
    {
        if (ResultSize.IsTooLarge(new JsonArray(values)))
        {
            throw Failure($"The result would be longer than {ResultSize.MaxCharacters} characters");
        }
    }

    /// <summary>A number, rounded to the nearest integer; a half is rounded up, also below zero (-1.5 is -1).</summary>
    /// <remarks>Recorded from AWS: <c>States.MathAdd</c> rounds each argument before it adds.</remarks>
    public long Integer(int index)
    {
        if (values[index] is not JsonNumber number)
        {
            throw WrongType(index, "a number");
        }

        if (number.TryGetInteger(out var integer))
        {
            return integer;
        }

        var rounded = Math.Floor(number.Double + 0.5);
        return rounded is >= -9.2233720368547758E18 and < 9.2233720368547758E18
            ? (long)rounded
            : throw Failure($"Argument {index + 1} is out of range");
    }

    /// <summary>The template that <c>States.Format</c> fills: read once where it stands in the definition.</summary>
    public FormatTemplate Template(int index) => nodes[index] is LiteralNode { Template: { } template } ? template : FormatTemplate.FromData(Text(index));

    /// <summary><c>States.IntrinsicFailure</c> with the service's opening words.</summary>
    public EvaluationException Failure(string what) =>
        new(ErrorNames.IntrinsicFailure, $"The function '{expression}' had the following error: {what}");

    private EvaluationException WrongType(int index, string expected) => Failure($"Argument {index + 1} must be {expected}");
}
