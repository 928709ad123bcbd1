using OrderingSystem.Conformance.Tests.Cases;
using OrderingSystem.Conformance.Tests.Comparison;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.Conformance.Tests;

/// <summary>Definitions that AWS was given to create or to validate, and what it said about them.</summary>
public sealed class RecordedDefinitionTests
{
    [Fact]
    public void Read_EveryRecordedDefinition_IsJudgedInTheSameWords()
    {
        CaseFolder.SkipWhereAbsent();
        var problems = new List<string>();
        var judged = 0;

        foreach (var file in Directory.EnumerateFiles(CaseFolder.Cases!, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var document = (JsonObject)JsonValue.Parse(File.ReadAllBytes(file));
            foreach (var step in (document["steps"] as JsonArray ?? JsonArray.Empty).Cast<JsonObject>())
            {
                judged += Judge(step, new ConformanceCase(file).NewBindings(), problem => problems.Add($"{Path.GetFileName(file)}: {problem}")) ? 1 : 0;
            }
        }

        judged.Should().BeGreaterThan(60);
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    private static bool Judge(JsonObject step, PlaceholderBindings bindings, Action<string> report)
    {
        if (step["params"] is not JsonObject parameters || parameters["definition"] is not JsonString { Value: var definition } || definition.Contains("{{", StringComparison.Ordinal))
        {
            return false;
        }

        var reading = StateMachineReader.Read(definition, isExpress: (parameters["type"] as JsonString)?.Value == "EXPRESS");
        var expected = (step["op"] as JsonString)?.Value switch
        {
            "create_state_machine" when step["expectError"] is JsonObject error =>
                (error["code"] as JsonString)?.Value == "InvalidDefinition" ? error["message"] : null,
            "create_state_machine" when step["expectResponse"] is not null => JsonValue.Of("Invalid State Machine Definition: ''"),
            "validate_state_machine_definition" => (step["expectResponse"] as JsonObject)?["diagnostics"],
            _ => null,
        };
        if (expected is null || reading.Diagnostics.Any(diagnostic => diagnostic.Code == DiagnosticCodes.Unsupported))
        {
            return false;
        }

        if (expected is JsonString { Value: var text } && text.StartsWith("Error=", StringComparison.Ordinal))
        {
            // The recorder's own words, not the service's: that the definition is refused is all they tell.
            if (reading.Definition is not null)
            {
                report($"accepted, though refused with: {text}");
            }

            return true;
        }

        try
        {
            JsonValue actual = expected is JsonArray ? Diagnostics(reading) : JsonValue.Of($"Invalid State Machine Definition: '{reading.ErrorText}'");
            ValueComparison.Compare(expected, actual, bindings, "diagnostics");
        }
        catch (Difference difference)
        {
            report(difference.Message);
        }

        return true;
    }

    private static JsonArray Diagnostics(DefinitionReading reading) => new JsonArray([.. reading.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => (JsonValue)JsonObject.Of(
        ("code", JsonValue.Of(diagnostic.Code)),
        ("location", diagnostic.Location is null ? null : JsonValue.Of(diagnostic.Location)),
        ("message", JsonValue.Of(diagnostic.Message)),
        ("severity", JsonValue.Of(diagnostic.Severity.ToString().ToUpperInvariant()))))]);
}
