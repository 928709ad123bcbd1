using System.Collections.Frozen;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.States.Choice;

/// <summary>One comparison operator of the Choice state. Values of another type than the operator's are never equal, less or greater.</summary>
/// <param name="Name">Without the suffix <c>Path</c>.</param>
/// <param name="HasPathForm">The operator also exists as <c>…Path</c>.</param>
/// <param name="Accepts">Whether a written comparand is of the operator's type.</param>
internal sealed record ChoiceComparator(string Name, bool HasPathForm, Func<JsonValue, bool> Accepts, Func<JsonValue, JsonValue, bool> Compare)
{
    public static FrozenDictionary<string, ChoiceComparator> All { get; } = Build().ToFrozenDictionary(comparator => comparator.Name, StringComparer.Ordinal);

    private static IEnumerable<ChoiceComparator> Build()
    {
        yield return new("BooleanEquals", true, value => value is JsonBoolean, (value, comparand) => value is JsonBoolean && value.Equals(comparand));

        (string Suffix, Func<int, bool> Holds)[] orders =
        [
            ("Equals", order => order == 0),
            ("LessThan", order => order < 0),
            ("GreaterThan", order => order > 0),
            ("LessThanEquals", order => order <= 0),
            ("GreaterThanEquals", order => order >= 0),
        ];
        foreach (var (suffix, holds) in orders)
        {
            yield return new("String" + suffix, true, value => value is JsonString,
                (value, comparand) => value is JsonString { Value: var left } && comparand is JsonString { Value: var right } && holds(string.CompareOrdinal(left, right)));
            yield return new("Numeric" + suffix, true, value => value is JsonNumber,
                (value, comparand) => value is JsonNumber left && comparand is JsonNumber right && holds(left.Double.CompareTo(right.Double)));
            yield return new("Timestamp" + suffix, true, IsTimestamp,
                (value, comparand) => TryTime(value, out var left) && TryTime(comparand, out var right) && holds(left.CompareTo(right)));
        }

        yield return new("StringMatches", false, value => value is JsonString,
            (value, comparand) => value is JsonString { Value: var text } && WildcardPattern.Matches(text, ((JsonString)comparand).Value));

        yield return TypeTest("IsNull", value => value is JsonNull);
        yield return TypeTest("IsNumeric", value => value is JsonNumber);
        yield return TypeTest("IsString", value => value is JsonString);
        yield return TypeTest("IsBoolean", value => value is JsonBoolean);
        yield return TypeTest("IsTimestamp", IsTimestamp);
    }

    private static ChoiceComparator TypeTest(string name, Func<JsonValue, bool> test) =>
        new(name, false, value => value is JsonBoolean, (value, comparand) => test(value) == ((JsonBoolean)comparand).Value);

    private static bool IsTimestamp(JsonValue value) => TryTime(value, out _);

    private static bool TryTime(JsonValue value, out DateTimeOffset time)
    {
        time = default;
        return value is JsonString { Value: var text } && Rfc3339.TryParse(text, out time);
    }
}
