using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Tests.Expressions;

/// <summary>Executions recorded from AWS that consist of Pass states in JSONPath only, read from where they stand.</summary>
internal static class RecordedPassStates
{
    /// <summary>The folder of recorded cases: <c>CONFORMANCE_CASES</c>, or beside the repository; null where there is none.</summary>
    public static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("CONFORMANCE_CASES") is { Length: > 0 } named)
        {
            return CasesIn(named);
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "OrderingSystem.sln")))
        {
            root = root.Parent;
        }

        return root is null
            ? null
            : CasesIn(Path.Combine(root.FullName, "..", "shared", "conformance")) ?? CasesIn(Path.Combine(root.FullName, "..", "..", "shared", "conformance"));
    }

    public static IEnumerable<(string Id, JsonObject Case, JsonObject States)> Read(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order())
        {
            var recorded = (JsonObject)JsonValue.Parse(File.ReadAllBytes(file));
            if (recorded["kind"] is JsonString { Value: "execution" }
                && recorded["replayable"] is JsonBoolean { Value: true }
                && recorded["definition"] is JsonString { Value: var definition }
                && JsonValue.Parse(definition) is JsonObject machine
                && machine["QueryLanguage"] is null or JsonString { Value: "JSONPath" }
                && machine["States"] is JsonObject states
                && recorded["expected"] is JsonObject expected
                && expected["error"] is not JsonString { Value: ErrorNames.DataLimitExceeded } // the payload's limit is the interpreter's to keep
                && states.All(state => IsPassInJsonPath((JsonObject)state.Value)))
            {
                yield return (Path.GetFileNameWithoutExtension(file), recorded, machine);
            }
        }
    }

    private static bool IsPassInJsonPath(JsonObject state) =>
        state["Type"] is JsonString { Value: "Pass" } && state["QueryLanguage"] is null or JsonString { Value: "JSONPath" };

    private static string? CasesIn(string folder)
    {
        var cases = Path.Combine(folder, "cases");
        return Directory.Exists(cases) ? Path.GetFullPath(cases) : Directory.Exists(Path.Combine(folder, "intrinsic")) ? Path.GetFullPath(folder) : null;
    }
}
