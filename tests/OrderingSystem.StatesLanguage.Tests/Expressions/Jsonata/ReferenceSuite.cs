using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.Jsonata;

/// <summary>The cases of the reference implementation's own test suite, which stand beside the repository (environment variable JSONATA_CASES: the folder).</summary>
internal static class ReferenceSuite
{
    private const string FileName = "jsonata-suite.json";

    // One case holds half a surrogate pair, which is no JSON text in .NET; it travels as a private character.
    private const string HalfPairEscape = "\\ud800";
    private const string StandInEscape = "\\ue800";
    private const char HalfPair = '\ud800';
    private const char StandIn = '\ue800';

    private static readonly Lazy<ReferenceCase[]?> Loaded = new(Load);

    /// <summary>Null where the cases are not at hand.</summary>
    public static ReferenceCase[]? Cases => Loaded.Value;

    public static JsonataOptions Options { get; } = new()
    {
        Now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        Random = JsonataOptions.SeededRandom(1),
        Dialect = JsonataDialect.ReferenceWithEval,
        MaxSteps = 3_000_000,
    };

    private static ReferenceCase[]? Load()
    {
        if (FindFolder() is not { } folder)
        {
            return null;
        }

        var text = File.ReadAllText(Path.Combine(folder, FileName)).Replace(HalfPairEscape, StandInEscape, StringComparison.OrdinalIgnoreCase);
        text = text.Replace(StandInEscape + "\\ud", HalfPairEscape + "\\ud", StringComparison.OrdinalIgnoreCase);
        var suite = (JsonObject)JsonValue.Parse(text);
        var datasets = (JsonObject)suite["datasets"]!;
        return [.. ((JsonArray)suite["cases"]!).Cast<JsonObject>().Select(found => Read(found, datasets))];
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("JSONATA_CASES") is { Length: > 0 } named)
        {
            return File.Exists(Path.Combine(named, FileName)) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrderingSystem.sln")))
            {
                string[] places = [Path.Combine(folder.FullName, "..", "shared", "jsonata"), Path.Combine(folder.FullName, "..", "..", "shared", "jsonata")];
                return Array.Find(places, place => File.Exists(Path.Combine(place, FileName)));
            }
        }

        return null;
    }

    private static ReferenceCase Read(JsonObject found, JsonObject datasets)
    {
        var bindings = new JsonataBindings();
        foreach (var (name, value) in found["bindings"] as JsonObject ?? JsonObject.Empty)
        {
            _ = bindings.Set(name, value);
        }

        var options = Options;
        if (found["depth"] is JsonNumber depth)
        {
            options = options with { MaxDepth = (int)depth.Double };
        }

        var error = found["error"] as JsonObject;
        return new ReferenceCase
        {
            Id = ((JsonString)found["id"]!).Value,
            Expression = ((JsonString)found["expr"]!).Value.Replace(StandIn, HalfPair),
            Input = found["dataset"] is JsonString dataset ? datasets[dataset.Value] : found["data"],
            Bindings = bindings,
            Options = options,
            Result = found["result"],
            IsUnordered = found["unordered"] is JsonBoolean { Value: true },
            Code = ((found["code"] ?? error?["code"]) as JsonString)?.Value,
            Message = (error?["message"] as JsonString)?.Value,
            Token = (error?["token"] as JsonString)?.Value,
        };
    }
}

/// <summary>One case: an expression, what it is evaluated on, and what must come of it.</summary>
internal sealed record ReferenceCase
{
    /// <summary>The code of the suite's own harness for an expression that ran away; ours are those of the reference itself.</summary>
    private const string RanAway = "U1001";

    public required string Id { get; init; }

    public required string Expression { get; init; }

    public JsonValue? Input { get; init; }

    public required JsonataBindings Bindings { get; init; }

    public required JsonataOptions Options { get; init; }

    public JsonValue? Result { get; init; }

    public bool IsUnordered { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }

    public string? Token { get; init; }

    public string Group => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>What is wrong, or null.</summary>
    public string? Run()
    {
        JsonValue? result;
        try
        {
            result = JsonataExpression.Compile(Expression).Evaluate(Input, Bindings, Options);
        }
        catch (JsonataException error)
        {
            return CheckError(error);
        }

        if (Code is not null)
        {
            return $"{Id}: {Expression} → {result}, expected error {Code}";
        }

        return Same(Result, result) ? null : $"{Id}: {Expression} → {result?.ToString() ?? "undefined"}, expected {Result?.ToString() ?? "undefined"}";
    }

    private string? CheckError(JsonataException error)
    {
        var codeFits = error.Code == Code || (Code == RanAway && error.Code is "D1011" or "D1012");
        var fits = codeFits && (Message is null || Message == error.Message) && (Token is null || Token == error.Token);
        return fits ? null : $"{Id}: {Expression} → {error.Code} {error.Message}, expected {Code ?? Result?.ToString() ?? "undefined"} {Message} {Token}";
    }

    private bool Same(JsonValue? expected, JsonValue? actual)
    {
        if (IsUnordered && expected is JsonArray wanted && actual is JsonArray found)
        {
            return wanted.Count == found.Count && wanted.All(item => found.Contains(item));
        }

        return expected is null ? actual is null : expected.Equals(actual);
    }
}
