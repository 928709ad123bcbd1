using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>
/// <c>.length()</c>, <c>.sum($.more, 1)</c>: a function of the value before it and of its arguments, always the last step of a path.
/// </summary>
/// <remarks>The functions of the Jayway library that the service uses; its regular results are numbers, so 3.0 is written 3.</remarks>
internal sealed class FunctionStep(string name, FilterOperand[] arguments) : PathStep
{
    private static readonly HashSet<string> Names =
        ["min", "max", "avg", "stddev", "sum", "length", "size", "keys", "concat", "append", "first", "last", "index"];

    public override bool IsDefinite => true;

    public static bool Exists(string name) => Names.Contains(name);

    public override JsonValue? SelectOne(JsonValue value, JsonValue root) => Call(value, new PathEvaluation(root));

    public override void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches)
    {
        if (Call(value, evaluation) is { } result)
        {
            matches.Add(result);
        }
    }

    public override void WriteTo(StringBuilder output) => output.Append('.').Append(name).Append("()");

    private JsonValue? Call(JsonValue value, PathEvaluation evaluation) => name switch
    {
        "length" or "size" => Count(arguments.Length == 0 ? value : arguments[0].Value(value, evaluation)),
        "keys" => value is JsonObject members ? new JsonArray([.. members.Select(member => JsonValue.Of(member.Key))]) : null,
        "concat" => JsonValue.Of(string.Concat(Flatten(value, evaluation).OfType<JsonString>().Select(text => text.Value))),
        "append" => value is JsonArray items ? new JsonArray([.. items, .. ArgumentValues(value, evaluation)]) : null,
        "first" => value is JsonArray items ? IndexStep.ItemAt(items, 0) : null,
        "last" => value is JsonArray items ? IndexStep.ItemAt(items, -1) : null,
        "index" => value is JsonArray items && ArgumentValues(value, evaluation).FirstOrDefault() is JsonNumber number
            && number.TryGetInteger(out var index) && index == (int)index ? IndexStep.ItemAt(items, (int)index) : null,
        _ => Aggregate([.. Flatten(value, evaluation).OfType<JsonNumber>().Select(number => number.Double)]),
    };

    private static JsonValue Count(JsonValue? value) => value switch
    {
        JsonArray items => JsonValue.Of(items.Count),
        JsonObject members => JsonValue.Of(members.Count),
        _ => JsonValue.Null,
    };

    private JsonNumber Aggregate(double[] numbers)
    {
        if (numbers.Length == 0)
        {
            throw new EvaluationException(ErrorNames.Runtime, "Aggregation function attempted to calculate value using empty array");
        }

        var result = name switch
        {
            "min" => numbers.Min(),
            "max" => numbers.Max(),
            "sum" => numbers.Sum(),
            "avg" => numbers.Average(),
            _ => StandardDeviation(numbers),
        };
        return double.IsFinite(result)
            ? JsonValue.Of(result)
            : throw new EvaluationException(ErrorNames.Runtime, $"The JSONPath function '{name}()' has no finite result.");
    }

    private static double StandardDeviation(double[] numbers)
    {
        var mean = numbers.Average();
        return Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / numbers.Length);
    }

    /// <summary>The value and the arguments as one list; arrays give their items.</summary>
    private IEnumerable<JsonValue> Flatten(JsonValue value, PathEvaluation evaluation)
    {
        var own = value is JsonArray items ? items : Enumerable.Empty<JsonValue>();
        return own.Concat(ArgumentValues(value, evaluation).SelectMany(argument => argument is JsonArray list ? (IEnumerable<JsonValue>)list : [argument]));
    }

    private IEnumerable<JsonValue> ArgumentValues(JsonValue value, PathEvaluation evaluation)
    {
        foreach (var argument in arguments)
        {
            if (argument.Value(value, evaluation) is { } found)
            {
                yield return found;
            }
        }
    }
}
