using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>A state as it is written, read with forbearance: what has the wrong kind counts as absent, and the reader's diagnostics name it.</summary>
/// <param name="Location">JSON pointer.</param>
internal sealed record LintState(string Name, string Location, JsonObject Body, bool IsJsonata)
{
    private const string TokenSuffix = ".waitForTaskToken";

    public string Type { get; } = Body["Type"] is JsonString type ? type.Value : string.Empty;

    public string Resource { get; } = Body["Resource"] is JsonString resource ? resource.Value : string.Empty;

    public IReadOnlyList<LintRetrier> Retriers { get; } =
        [.. Entries(Body, "Retry", Location).Select(entry => LintRetrier.Read(entry.Location, entry.Body))];

    public IReadOnlyList<LintCatcher> Catchers { get; } =
        [.. Entries(Body, "Catch", Location).Select(entry => new LintCatcher(entry.Location, Names(entry.Body), TextOf(entry.Body, "Next")))];

    public bool IsTask => Type == "Task";

    /// <summary>Somebody outside ends it: by task token, or as an activity's worker.</summary>
    public bool IsAnsweredFromOutside => IsTask && (Resource.EndsWith(TokenSuffix, StringComparison.Ordinal) || Resource.Contains(":activity:", StringComparison.Ordinal));

    public bool IsLambda => IsTask && (Resource.Contains(":lambda:", StringComparison.Ordinal) && Resource.Contains(":function:", StringComparison.Ordinal)
        || Resource.StartsWith("arn:aws:states:::lambda:invoke", StringComparison.Ordinal));

    public bool HasTimeout => Has("TimeoutSeconds");

    /// <summary>Null where it is computed at run time, or absent.</summary>
    public double? TimeoutSeconds => Number("TimeoutSeconds");

    /// <summary>Names of the states that can follow.</summary>
    public IEnumerable<string> Targets
    {
        get
        {
            var next = TextOf(Body, "Next");
            var rules = (Body["Choices"] as JsonArray ?? JsonArray.Empty).OfType<JsonObject>().Select(rule => TextOf(rule, "Next"));
            return [.. new[] { next, TextOf(Body, "Default") }.Concat(rules).Concat(Catchers.Select(catcher => catcher.Next)).OfType<string>()];
        }
    }

    /// <summary>The field, or its form with a path.</summary>
    public bool Has(string field) => Body.ContainsName(field) || Body.ContainsName(field + "Path");

    public double? Number(string field) => Body[field] is JsonNumber number ? number.Double : null;

    public static IReadOnlyList<string> Names(JsonObject body) =>
        body["ErrorEquals"] is JsonArray names ? [.. names.OfType<JsonString>().Select(name => name.Value)] : [];

    private static string? TextOf(JsonObject body, string name) => body[name] is JsonString text ? text.Value : null;

    private static IEnumerable<(string Location, JsonObject Body)> Entries(JsonObject body, string field, string location)
    {
        if (body[field] is JsonArray entries)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (entries[i] is JsonObject entry)
                {
                    yield return ($"{location}/{field}/{i}", entry);
                }
            }
        }
    }
}
