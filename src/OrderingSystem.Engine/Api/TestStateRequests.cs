using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.Engine.Api;

/// <param name="Definition">Of one state; or of a whole state machine, where <see cref="StateName"/> says which.</param>
public sealed record TestStateRequest(string Definition)
{
    public string? StateName { get; init; }

    public string? RoleArn { get; init; }

    /// <summary>The JSON text as the client gave it; null means <c>{}</c>.</summary>
    public string? Input { get; init; }

    /// <summary>A JSON object; null for none.</summary>
    public string? Variables { get; init; }

    /// <summary>A JSON object that stands for <c>$$</c>, whole; null for one of the engine's.</summary>
    public string? Context { get; init; }

    /// <summary>Null where the service itself is called.</summary>
    public MockedAnswer? Mock { get; init; }

    public bool RevealSecrets { get; init; }

    /// <summary>Tries that the retrier has used up.</summary>
    public int RetrierRetryCount { get; init; }

    /// <summary>Iterations of a Map state that failed; null where nothing is said.</summary>
    public int? MapIterationFailureCount { get; init; }

    /// <summary>The state below a Map or Parallel state that the mocked error comes from; null where nothing is said.</summary>
    public string? ErrorCausedByState { get; init; }

    /// <summary>A JSON array, what a Map state's item reader found; null where nothing is said.</summary>
    public string? MapItemReaderData { get; init; }
}

/// <summary>What is answered in a service's place: a result or an error.</summary>
/// <param name="Result">JSON text; null where there is an error.</param>
public sealed record MockedAnswer(string? Result, MockedError? Error, MockValidation Validation);

public sealed record MockedError(string? Error, string? Cause);

/// <summary>How a mocked result is held against what the service's API says of its answer.</summary>
public enum MockValidation : byte
{
    /// <summary>Required fields are there, and what is there is of its type.</summary>
    Strict = 1,

    /// <summary>What is there is of its type.</summary>
    Present = 2,

    None = 3,
}

/// <param name="End">How the state ended.</param>
/// <param name="Inspection">What its data went through.</param>
/// <param name="Exchange">What an HTTP Task sent and received; null for every other state.</param>
public sealed record StateTested(StateTestEnd End, StateInspection Inspection, HttpExchange? Exchange = null);
