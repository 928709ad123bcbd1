using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.Testing;

/// <summary>How far a state has come on its own.</summary>
public abstract record StateTestStep
{
    private protected StateTestStep()
    {
    }
}

/// <summary>A Task state waits for the answer to its call.</summary>
public sealed record StateCalls(StartTask Task) : StateTestStep;

/// <summary>A Parallel or a Map state waits for its branches or iterations.</summary>
/// <param name="Count">Of branches or iterations.</param>
public sealed record StateForks(int Count) : StateTestStep;

/// <summary>A Wait state waits.</summary>
public sealed record StatePauses(TimeSpan For) : StateTestStep;

/// <summary>The state has come to its end.</summary>
/// <param name="Output">Null where it failed or is to be tried again.</param>
/// <param name="Error">What went wrong, also where a catcher took it; null where nothing did.</param>
/// <param name="NextState">Null where none follows.</param>
public sealed record StateTestEnd(StateTestStatus Status, Payload? Output, StatesError? Error, string? NextState) : StateTestStep;

public enum StateTestStatus : byte
{
    Succeeded = 1,
    Failed = 2,

    /// <summary>A retrier would try it again.</summary>
    Retriable = 3,

    /// <summary>A catcher took the error.</summary>
    CaughtError = 4,
}
