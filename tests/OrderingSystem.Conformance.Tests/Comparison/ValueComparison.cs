using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Conformance.Tests.Comparison;

/// <summary>Compares a recorded value with one of ours: strings that hold JSON as JSON, placeholders as wildcards.</summary>
internal static class ValueComparison
{
    /// <exception cref="Difference">They differ.</exception>
    public static void Compare(JsonValue expected, JsonValue actual, PlaceholderBindings bindings, string path, string? field = null)
    {
        if (field == "timestamp" || (expected is JsonString { Value: var wild } && bindings.IsWildcard(wild) && actual is not JsonNull))
        {
            return;
        }

        switch (expected, actual)
        {
            case (JsonString { Value: var left }, JsonString { Value: var right }):
                CompareTexts(left, right, bindings, path);
                break;
            case (JsonObject or JsonArray, JsonString { Value: var text }):
                Compare(expected, Parse(text) is { } parsed && parsed.Kind == expected.Kind ? parsed : throw new Difference(path, expected, text, "JSON expected"), bindings, path);
                break;
            case (JsonObject left, JsonObject right):
                CompareObjects(left, right, bindings, path);
                break;
            case (JsonArray left, JsonArray right):
                for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
                {
                    Compare(left[i], right[i], bindings, $"{path}[{i}]");
                }

                if (left.Count != right.Count)
                {
                    throw new Difference(path, $"length {left.Count}", $"length {right.Count}");
                }

                break;
            case (JsonNumber, JsonString { Value: var text }) when Parse(text) is JsonNumber number && number.Equals(expected):
                break;
            default:
                if (!expected.Equals(actual))
                {
                    throw new Difference(path, expected, actual);
                }

                break;
        }
    }

    private static void CompareTexts(string expected, string actual, PlaceholderBindings bindings, string path)
    {
        if (bindings.Matches(expected, actual))
        {
            return;
        }

        if (Parse(expected) is { } left && Parse(actual) is { } right && !(left is JsonString same && right is JsonString && same.Value == expected))
        {
            if (left is JsonString leftText && right is JsonString rightText)
            {
                if (bindings.Matches(leftText.Value, rightText.Value))
                {
                    return;
                }
            }
            else
            {
                Compare(left, right, bindings, path);
                return;
            }
        }

        throw new Difference(path, expected, actual);
    }

    private static void CompareObjects(JsonObject expected, JsonObject actual, PlaceholderBindings bindings, string path)
    {
        var unexpected = actual.Select(member => member.Key).Where(name => !expected.ContainsName(name)).Order(StringComparer.Ordinal).ToList();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in expected)
        {
            var found = actual.ContainsName(name) ? name
                : bindings.HoldsPlaceholder(name) ? unexpected.Find(candidate => bindings.Matches(name, candidate)) : null;
            names[name] = found ?? throw new Difference($"{path}.{name}", value, null, "missing");
            unexpected.Remove(found);
        }

        if (unexpected.Count > 0)
        {
            throw new Difference($"{path}.{unexpected[0]}", null, actual[unexpected[0]], "unexpected");
        }

        foreach (var (name, value) in expected)
        {
            Compare(value, actual[names[name]]!, bindings, $"{path}.{name}", name);
        }
    }

    private static JsonValue? Parse(string text) => JsonValue.TryParse(Encoding.UTF8.GetBytes(text), out var value) ? value : null;
}
