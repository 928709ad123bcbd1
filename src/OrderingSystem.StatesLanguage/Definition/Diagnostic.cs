namespace OrderingSystem.StatesLanguage.Definition;

public enum DiagnosticSeverity
{
    Error,
    Warning,
}

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Code">One of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Location">JSON pointer to the field, <c>/States/BookShipment/Retry</c>; <c>/</c> for the definition itself; null where the text is no JSON.</param>
/// <param name="Message">What is wrong, in the service's wording where it is known.</param>
public sealed record Diagnostic(string Code, string? Location, string Message, DiagnosticSeverity Severity = DiagnosticSeverity.Error)
{
    /// <summary>As the service quotes it in InvalidDefinition: <c>SCHEMA_VALIDATION_FAILED: … at /States/X/Field</c>.</summary>
    public override string ToString() => Location is null ? $"{Code}: {Message}" : $"{Code}: {Message} at {Location}";
}

public static class DiagnosticCodes
{
    public const string InvalidJson = "INVALID_JSON_DESCRIPTION";
    public const string Schema = "SCHEMA_VALIDATION_FAILED";
    public const string MissingTransitionTarget = "MISSING_TRANSITION_TARGET";
    /// <summary>Valid for the service, but beyond this engine.</summary>
    public const string Unsupported = "UNSUPPORTED";
    public const string DuplicateStateName = "DUPLICATE_STATE_NAME";
    /// <summary>A warning; so the next two.</summary>
    public const string NoDollar = "NO_DOLLAR";
    public const string NoPath = "NO_PATH";
    public const string PassResultIsStatic = "PASS_RESULT_IS_STATIC";
    public const string InvalidLabel = "INVALID_LABEL_NAME";
    public const string MissingEndState = "MISSING_END_STATE";
}

/// <summary>What came of reading a definition: all diagnostics at once, and the definition where none is an error.</summary>
public sealed record DefinitionReading(StateMachineDefinition? Definition, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The errors as the service lists them in InvalidDefinition: <c>CODE: message at /place, CODE: …</c>.</summary>
    public string ErrorText => string.Join(", ", Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
}
