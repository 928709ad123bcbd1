namespace OrderingSystem.Engine.Express;

/// <summary>An asynchronous Express execution that was accepted and has not ended.</summary>
/// <param name="RevisionId">Of the state machine, as it was when the execution was accepted.</param>
/// <param name="Input">The JSON text as the client gave it.</param>
internal sealed record StoredExpressStart(long RevisionId, string Arn, string Name, string Input, string? TraceHeader);
