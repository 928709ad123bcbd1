using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.States;

/// <summary>What came of entering or resuming a state.</summary>
internal abstract record StateOutcome;

/// <summary>The state has said what it waits for.</summary>
internal sealed record Stay : StateOutcome
{
    public static Stay Instance { get; } = new();
}

/// <param name="Next">Null ends the frame with the output.</param>
internal sealed record Exit(StateData Data, string? Next) : StateOutcome;

/// <summary>The state's work is done by frames of their own: branches or iterations.</summary>
/// <param name="Count">At least 1.</param>
/// <param name="Items">Of a Map state, one for each iteration; null for branches.</param>
/// <param name="Input">What every branch gets; null for iterations.</param>
/// <param name="MaxConcurrency">0 for no bound.</param>
internal sealed record Fork(int Count, IReadOnlyList<Payload>? Items, Payload? Input, int MaxConcurrency) : StateOutcome;

/// <param name="HeartbeatMissed">Reported as States.Timeout, matched also as States.HeartbeatTimeout.</param>
/// <param name="Final">Neither retriers nor catchers are asked.</param>
/// <param name="OfTheDefinition">The state's own fields could not be evaluated: no …StateFailed event tells of it.</param>
internal sealed record Failure(StatesError Error, bool HeartbeatMissed = false, bool Final = false, bool OfTheDefinition = false) : StateOutcome;
