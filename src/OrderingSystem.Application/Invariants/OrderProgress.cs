namespace OrderingSystem.Application.Invariants;

/// <summary>How far the execution is that carries an order at present: its own or, once that is stopped, the one that cancels it.</summary>
/// <param name="AwaitsToken">It waits for somebody who holds a task token.</param>
/// <param name="Since">When its last history event happened.</param>
public sealed record OrderProgress(string ExecutionName, bool IsRunning, bool AwaitsToken, DateTimeOffset Since)
{
    /// <summary>In Step Functions' word, for example <c>RUNNING</c> or <c>FAILED</c>.</summary>
    public string Status => IsRunning ? "RUNNING" : EndedAs;

    /// <summary>The status that it ended with, where it is known.</summary>
    public string EndedAs { get; init; } = "SUCCEEDED";
}
