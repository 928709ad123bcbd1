namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>Collects what is wrong while a definition is read.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _all = [];

    public bool HasErrors => _all.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    public bool HasSchemaErrors => _all.Exists(diagnostic => diagnostic.Code == DiagnosticCodes.Schema && diagnostic.Severity == DiagnosticSeverity.Error);

    public void Add(Diagnostic diagnostic) => _all.Add(diagnostic);

    public IReadOnlyList<Diagnostic> ToList() => [.. _all];
}
