using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>What resuming a callback means: an operator's decision, a parked order that tries again, or no more than its token.</summary>
public interface ICallbackRule
{
    /// <summary>Asked in the order of registration; the first that gives a kind has the callback.</summary>
    /// <returns>Null where it is not one of this rule's.</returns>
    Task<CallbackOffer?> OfferAsync(OpenCallback callback, CancellationToken cancellationToken);

    /// <summary>Sends the answer.</summary>
    /// <returns>False where the execution has gone on meanwhile.</returns>
    /// <exception cref="CallbackAnswerException">The answer does not fit; the message says why.</exception>
    /// <exception cref="WorkflowUnavailableException">Whether it arrived is unknown.</exception>
    Task<bool> AnswerAsync(OpenCallback callback, CallbackAnswer answer, string by, CancellationToken cancellationToken);
}

/// <summary>What a person may do about a callback.</summary>
/// <param name="Kind"><c>decision</c>, <c>carrier</c> or <c>callback</c>.</param>
/// <param name="Question">In words.</param>
public sealed record CallbackOffer(string Kind, string Question, IReadOnlyList<CallbackOutcome> Outcomes);

/// <summary>One way to answer.</summary>
/// <param name="Succeeds">True: <c>SendTaskSuccess</c> with <paramref name="Output"/>; false: <c>SendTaskFailure</c>.</param>
/// <param name="Label">For a button.</param>
/// <param name="Output">What will be sent, as JSON text; null where the person writes it.</param>
/// <param name="Then">What follows, in words.</param>
public sealed record CallbackOutcome(bool Succeeds, string Label, string? Output, string Then);

/// <param name="Output">JSON text; for an answer that succeeds.</param>
/// <param name="Error">The error name; for one that fails.</param>
public sealed record CallbackAnswer(bool Succeeds, string? Output, string? Error, string? Cause, string Reason);

/// <summary>The answer does not fit the callback.</summary>
public sealed class CallbackAnswerException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}
