using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>One evaluation of one path: the document that <c>$</c> means inside filters, and how much work is left.</summary>
internal sealed class PathEvaluation(JsonValue root)
{
    /// <summary>
    /// Values that one evaluation may touch. A payload of 262,144 bytes holds at most some 130,000 values; repeated descents multiply them
    /// (<c>$..*..*</c>), and a path must not occupy the interpreter for minutes.
    /// </summary>
    public const int MaxVisits = 2_000_000;

    private int _visits;

    public JsonValue Root { get; } = root;

    /// <exception cref="EvaluationException">The path selects more than <see cref="MaxVisits"/> values on its way.</exception>
    public void Visit(int count = 1)
    {
        _visits += count;
        if (_visits > MaxVisits)
        {
            throw new EvaluationException(ErrorNames.Runtime, $"The JSONPath visits more than {MaxVisits} values.");
        }
    }
}
