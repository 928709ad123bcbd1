using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.Engine.Api.Actions;

/// <remarks>Reads the definition and nothing else, so it needs no engine.</remarks>
internal sealed class ValidateStateMachineDefinition : IAction
{
    private const int MaxDiagnostics = 100;

    public string Operation => "ValidateStateMachineDefinition";

    public Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var definition = parameters.RequiredString("definition", Shapes.Definition);
        var isExpress = parameters.OptionalEnum("type", Shapes.StateMachineType) == "EXPRESS";
        var includeWarnings = parameters.OptionalEnum("severity", Shapes.DiagnosticSeverity) == "WARNING";
        var maxResults = parameters.OptionalInteger("maxResults", 0, MaxDiagnostics);
        parameters.ThrowIfInvalid();

        var diagnostics = StateMachineReader.Read(definition, isExpress).Diagnostics;

        var hasErrors = diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var wanted = diagnostics.Where(diagnostic => includeWarnings || diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var limit = maxResults == 0 ? MaxDiagnostics : maxResults;
        response.WriteString("result"u8, hasErrors ? "FAIL" : "OK");
        response.WriteStartArray("diagnostics"u8);
        foreach (var diagnostic in wanted.Take(limit))
        {
            response.WriteStartObject();
            response.WriteString("severity"u8, diagnostic.Severity == DiagnosticSeverity.Error ? "ERROR" : "WARNING");
            response.WriteString("code"u8, diagnostic.Code);
            response.WriteString("message"u8, diagnostic.Message);
            response.WriteOptional("location", diagnostic.Location);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteBoolean("truncated"u8, wanted.Count > limit);
        return Task.CompletedTask;
    }
}
