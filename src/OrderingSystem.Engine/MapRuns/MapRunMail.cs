using OrderingSystem.Engine.Idling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>Something for a run to deal with, in its turn.</summary>
/// <param name="Scope">The engine is busy until it is dealt with.</param>
internal abstract record MapRunMail(BusyScope Scope);

internal sealed record ChildEnded(BusyScope Scope, string Name, ExecutionStatus Status) : MapRunMail(Scope);

/// <summary>Nobody waits for the run any more.</summary>
internal sealed record RunCancelled(BusyScope Scope) : MapRunMail(Scope);

/// <summary>UpdateMapRun: null leaves a bound as it is.</summary>
internal sealed record BoundsChanged(
    BusyScope Scope, int? MaxConcurrency, long? ToleratedFailureCount, double? ToleratedFailurePercentage, TaskCompletionSource<bool> Reply) : MapRunMail(Scope);
