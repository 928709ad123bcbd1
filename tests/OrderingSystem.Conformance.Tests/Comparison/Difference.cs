namespace OrderingSystem.Conformance.Tests.Comparison;

/// <summary>The first place where a history is not what was recorded.</summary>
internal sealed class Difference(string path, object? expected, object? actual, string why = "differs")
    : Exception($"{path}: {why}\n    expected: {Shorten(expected)}\n    actual:   {Shorten(actual)}")
{
    private static string Shorten(object? value)
    {
        var text = value?.ToString() ?? "(absent)";
        return text.Length <= 600 ? text : text[..600];
    }
}
