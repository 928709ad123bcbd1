using OrderingSystem.StatesLanguage.Data;
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

/// <param name="HeartbeatMissed">Reported as States.Timeout, matched also as States.HeartbeatTimeout.</param>
/// <param name="Final">Neither retriers nor catchers are asked.</param>
internal sealed record Failure(StatesError Error, bool HeartbeatMissed = false, bool Final = false) : StateOutcome;
