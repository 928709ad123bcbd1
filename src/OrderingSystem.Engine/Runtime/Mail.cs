using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Runtime;

/// <summary>Something for one execution to deal with, in its turn.</summary>
/// <param name="Stimulus">Its time and entropy are filled in when its turn comes; null only wakes the execution up after a crash.</param>
/// <param name="Reply">Told what became of it; null where nobody waits.</param>
internal sealed record Mail(Stimulus? Stimulus, TaskCompletionSource<StimulusOutcome>? Reply)
{
    /// <summary>Where it brings the execution into memory, its calls are made for the first time, and their time begins.</summary>
    public bool BeginsCalls { get; init; }
}

/// <summary>What a stimulus led to, after the commit.</summary>
/// <param name="Changed">False where it found nothing to do.</param>
/// <param name="Execution">Null where the execution has ended and keeps no state, or never was.</param>
internal sealed record StimulusOutcome(bool Changed, Execution? Execution);
