using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Intrinsics;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>Warns of values that look like paths or calls of intrinsic functions where they are taken as plain text.</summary>
/// <remarks>Step Functions API Reference, "ValidateStateMachineDefinitionDiagnostic": the codes are the service's, the sentences our own.</remarks>
internal static class PathWarnings
{
    /// <summary>Fields of a payload template whose names lack <c>.$</c>.</summary>
    public static void InTemplate(JsonValue template, string location, DiagnosticBag problems) =>
        Visit(template, location, (name, value, place) =>
        {
            if (!name.EndsWith(".$", StringComparison.Ordinal) && LooksDynamic(value))
            {
                Warn(problems, DiagnosticCodes.NoDollar, place, $"The value of '{name}' looks like a path or a call of an intrinsic function, yet the name does not end with '.$': it is taken as text");
            }
        });

    /// <summary>A Pass state's Result, in which nothing is ever evaluated.</summary>
    public static void InResult(JsonValue result, string location, DiagnosticBag problems) =>
        Visit(result, location, (name, value, place) =>
        {
            if (name.EndsWith(".$", StringComparison.Ordinal) || LooksDynamic(value))
            {
                Warn(problems, DiagnosticCodes.PassResultIsStatic, place, $"'{name}' looks like a path, yet the Result of a Pass state is taken as it stands: use Parameters");
            }
        });

    /// <summary>A field that takes a value and has a twin, named <c>…Path</c>, that takes a path.</summary>
    public static void InField(ObjectReader fields, string name)
    {
        if (fields.Source[name] is JsonString { Value: var text } && LooksLikePath(text))
        {
            Warn(fields.Problems, DiagnosticCodes.NoPath, fields.Place(name), $"The value of '{name}' looks like a path: it is taken as text, use '{name}Path'");
        }
    }

    private static void Visit(JsonValue value, string location, Action<string, JsonValue, string> visit)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (name, inner) in members)
                {
                    visit(name, inner, location);
                    Visit(inner, $"{location}/{name}", visit);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Visit(items[i], $"{location}[{i}]", visit);
                }

                break;
        }
    }

    private static bool LooksDynamic(JsonValue value) => value is JsonString { Value: var text }
        && (LooksLikePath(text) || (text.StartsWith("States.", StringComparison.Ordinal) && IntrinsicExpression.TryParse(text, out _, out _)));

    private static bool LooksLikePath(string text) => (text == "$" || text.StartsWith("$.", StringComparison.Ordinal) || text.StartsWith("$$", StringComparison.Ordinal)
        || text.StartsWith("$[", StringComparison.Ordinal)) && JsonPathExpression.TryParse(text, out _, out _);

    private static void Warn(DiagnosticBag problems, string code, string location, string message) =>
        problems.Add(new Diagnostic(code, location, message, DiagnosticSeverity.Warning));
}
