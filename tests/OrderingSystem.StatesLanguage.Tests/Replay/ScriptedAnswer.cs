using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Tests.Replay;

/// <summary>What a test lets one task try end with.</summary>
/// <param name="Output">Set where the task succeeds.</param>
/// <param name="Error">Set where it fails; neither is set where it never answers.</param>
/// <param name="Submitted">The service's first answer, for tasks that wait for a token or a job.</param>
/// <param name="After">How long the answer takes.</param>
internal sealed record ScriptedAnswer(Payload? Output, StatesError? Error, Payload? Submitted = null, TimeSpan After = default)
{
    /// <summary>The worker that takes an activity task; null where none does, or where it gives no name.</summary>
    public string? Worker { get; init; }

    /// <summary>A worker takes the activity task.</summary>
    public bool IsTaken { get; init; } = Output is not null || Error is not null;

    public static ScriptedAnswer Never { get; } = new(null, null);

    public static ScriptedAnswer Returns(string json) => new(Payload.FromText(json), null);

    public static ScriptedAnswer Throws(string? error, string? cause = null) => new(null, new StatesError(error, cause));
}
