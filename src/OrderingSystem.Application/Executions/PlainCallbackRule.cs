using System.Text.Json;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>Any callback: whoever resumes it writes the output, or the error, that the definition asks for.</summary>
public sealed class PlainCallbackRule(ICallbackTokens tokens) : ICallbackRule
{
    /// <summary>Step Functions, SendTaskFailure: up to 256 characters.</summary>
    private const int MaxErrorLength = 256;

    public Task<CallbackOffer?> OfferAsync(OpenCallback callback, CancellationToken cancellationToken) => Task.FromResult<CallbackOffer?>(new(
        "callback",
        $"{callback.State} waits for an answer from outside.",
        [
            new CallbackOutcome(true, "Answer", null, "The state ends with this output, and the execution goes on."),
            new CallbackOutcome(false, "Fail", null, "The state fails with this error; its retriers and catchers decide what follows."),
        ]));

    public Task<bool> AnswerAsync(OpenCallback callback, CallbackAnswer answer, string by, CancellationToken cancellationToken)
    {
        if (callback.Token is not { } token)
        {
            throw new CallbackAnswerException("state", "The definition hands this token on in a form that cannot be read back; whoever was given it resumes the state.");
        }

        if (!answer.Succeeds)
        {
            return answer.Error is null or { Length: > 0 and <= MaxErrorLength }
                ? tokens.FailAsync(token, answer.Error ?? "States.TaskFailed", answer.Cause ?? answer.Reason, cancellationToken)
                : throw new CallbackAnswerException("error", $"An error name has 1 to {MaxErrorLength} characters.");
        }

        RequireJson(answer.Output);
        return tokens.SucceedAsync(token, answer.Output!, cancellationToken);
    }

    private static void RequireJson(string? output)
    {
        try
        {
            using var document = JsonDocument.Parse(output ?? string.Empty);
        }
        catch (JsonException exception)
        {
            throw new CallbackAnswerException("output", $"The output is JSON. {exception.Message}");
        }
    }
}

/// <summary>Redeems task tokens of any state machine.</summary>
public interface ICallbackTokens
{
    /// <param name="output">JSON text.</param>
    /// <returns>False where the token is not awaited any more.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether it arrived is unknown.</exception>
    Task<bool> SucceedAsync(Domain.Orders.TaskToken token, string output, CancellationToken cancellationToken);

    /// <summary>Says that whoever has the token is still at it: the heartbeat's time begins anew.</summary>
    /// <inheritdoc cref="SucceedAsync"/>
    Task<bool> HeartbeatAsync(Domain.Orders.TaskToken token, CancellationToken cancellationToken);

    /// <inheritdoc cref="SucceedAsync"/>
    Task<bool> FailAsync(Domain.Orders.TaskToken token, string error, string cause, CancellationToken cancellationToken);
}
