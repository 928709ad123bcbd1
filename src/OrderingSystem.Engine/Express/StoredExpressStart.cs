namespace OrderingSystem.Engine.Express;

/// <summary>An asynchronous Express execution that was accepted and has not ended.</summary>
/// <param name="RevisionId">Of the state machine, as it was when the execution was accepted.</param>
/// <param name="Input">The JSON text as the client gave it.</param>
internal sealed record StoredExpressStart(long RevisionId, string Arn, string Name, string Input, string? TraceHeader)
{
    /// <inheritdoc cref="StatesLanguage.Executions.ExecutionFacts.Version"/>
    public int? Version { get; init; }

    /// <inheritdoc cref="StatesLanguage.Executions.ExecutionFacts.Alias"/>
    public string? Alias { get; init; }

    /// <inheritdoc cref="StatesLanguage.Executions.ExecutionFacts.TestCase"/>
    public string? TestCase { get; init; }
}
