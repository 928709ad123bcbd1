using System.Globalization;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>The operators between two filter values; a null value is a path that leads nowhere.</summary>
/// <remarks>
/// As in the Jayway library that the service uses: numbers and strings that spell numbers are equal under <c>==</c>, values of other types
/// never are, and <c>!=</c> holds for a missing value.
/// </remarks>
internal static class FilterRelations
{
    /// <summary>The relation of an operator as written (<c>==</c>, <c>in</c>, …), or null where there is no such operator.</summary>
    public static Func<JsonValue?, JsonValue?, bool>? Find(string symbol) => symbol.ToUpperInvariant() switch
    {
        "==" => AreEqual,
        "!=" => (left, right) => !AreEqual(left, right),
        "===" => (left, right) => left is not null && left.Equals(right),
        "!==" => (left, right) => left is null || !left.Equals(right),
        "<" => (left, right) => Compare(left, right) < 0,
        "<=" => (left, right) => Compare(left, right) <= 0,
        ">" => (left, right) => Compare(left, right) > 0,
        ">=" => (left, right) => Compare(left, right) >= 0,
        "IN" => IsIn,
        "NIN" => (left, right) => !IsIn(left, right),
        "SUBSETOF" => (left, right) => left is JsonArray && AllIn(left, right),
        "ALL" => (left, right) => right is JsonArray && AllIn(right, left),
        "ANYOF" => AnyIn,
        "NONEOF" => (left, right) => !AnyIn(left, right),
        "CONTAINS" => Contains,
        "SIZE" => HasSize,
        "EMPTY" => (left, right) => SizeOf(left) is { } size && right is JsonBoolean { Value: var expected } && (size == 0) == expected,
        _ => null,
    };

    private static bool AreEqual(JsonValue? left, JsonValue? right) => (left, right) switch
    {
        (null, _) or (_, null) => false,
        (JsonNumber number, JsonString text) => IsNumberText(text, number),
        (JsonString text, JsonNumber number) => IsNumberText(text, number),
        _ => left.Equals(right),
    };

    private static bool IsNumberText(JsonString text, JsonNumber number) =>
        double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value.Equals(number.Double);

    /// <summary>Null, for which no comparison holds, where the two cannot be ordered.</summary>
    private static int? Compare(JsonValue? left, JsonValue? right) => (left, right) switch
    {
        (JsonNumber { IsInteger: true } a, JsonNumber { IsInteger: true } b) when a.TryGetInteger(out var x) && b.TryGetInteger(out var y) => x.CompareTo(y),
        (JsonNumber a, JsonNumber b) => a.Double.CompareTo(b.Double),
        (JsonString a, JsonString b) => string.CompareOrdinal(a.Value, b.Value),
        _ => null,
    };

    private static bool IsIn(JsonValue? item, JsonValue? list)
    {
        if (item is not null && list is JsonArray items)
        {
            foreach (var candidate in items.Span)
            {
                if (AreEqual(item, candidate))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool AllIn(JsonValue? part, JsonValue? whole) => part is JsonArray items && items.All(item => IsIn(item, whole));

    private static bool AnyIn(JsonValue? left, JsonValue? right) => left is JsonArray items && items.Any(item => IsIn(item, right));

    private static bool Contains(JsonValue? whole, JsonValue? part) => (whole, part) switch
    {
        (JsonString text, JsonString piece) => text.Value.Contains(piece.Value, StringComparison.Ordinal),
        _ => IsIn(part, whole),
    };

    private static bool HasSize(JsonValue? left, JsonValue? right) =>
        SizeOf(left) is { } size && right is JsonNumber number && number.TryGetInteger(out var expected) && size == expected;

    private static int? SizeOf(JsonValue? value) => value switch
    {
        JsonArray items => items.Count,
        JsonObject members => members.Count,
        JsonString text => text.Value.Length,
        _ => null,
    };
}
