using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>
/// Resumes an execution that waits for a token. The caller names the wait that was looked at, by the event that entered it; the token stays here.
/// </summary>
public sealed class ResumeExecution(IExecutionReader executions, ExecutionQueries queries, IEnumerable<ICallbackRule> rules, ICallbackTokens tokens)
{
    /// <returns>What waits and what may be done; null where the execution is unknown.</returns>
    /// <exception cref="WorkflowUnavailableException">Step Functions gave no answer.</exception>
    public async Task<ResumePreview?> LookAsync(ExecutionKey key, CancellationToken cancellationToken)
    {
        if (await executions.FindAsync(key, cancellationToken) is not { } execution)
        {
            return null;
        }

        var standing = await queries.StandingOfAsync(key, execution.Definition, cancellationToken);
        var callback = execution.Summary.IsRunning ? OpenCallback.Of(key, standing, execution.Definition) : null;
        return callback is null
            ? new ResumePreview(execution.Summary.Status, standing, null, null)
            : new ResumePreview(execution.Summary.Status, standing, callback, (await RuleForAsync(callback, cancellationToken)).Offer);
    }

    /// <param name="state">The state that was looked at.</param>
    /// <param name="enteredEventId">Its <see cref="OpenCallback.EnteredEventId"/> then.</param>
    /// <exception cref="CallbackAnswerException">The answer does not fit; the message says why.</exception>
    /// <exception cref="WorkflowUnavailableException">Whether the answer arrived is unknown; looking again tells.</exception>
    public async Task<ResumeResult> RunAsync(
        ExecutionKey key, string state, long enteredEventId, CallbackAnswer answer, string by, CancellationToken cancellationToken)
    {
        if (await LookAsync(key, cancellationToken) is not { } preview)
        {
            return new ResumeResult.NotFound();
        }

        if (preview.Callback is not { } callback || callback.State != state || callback.EnteredEventId != enteredEventId)
        {
            return new ResumeResult.MovedOn(preview.Status, preview.Standing.State);
        }

        var (rule, _) = await RuleForAsync(callback, cancellationToken);
        return await rule.AnswerAsync(callback, answer, by, cancellationToken)
            ? new ResumeResult.Resumed()
            : await LookAsync(key, cancellationToken) is { } after ? new ResumeResult.MovedOn(after.Status, after.Standing.State) : new ResumeResult.NotFound();
    }

    /// <summary>Tells Step Functions that somebody is at the wait that was looked at, so that its heartbeat does not run out.</summary>
    /// <returns><see cref="ResumeResult.Resumed"/> where it was taken: the wait goes on.</returns>
    /// <exception cref="CallbackAnswerException">The wait has no heartbeat, or its token cannot be read back.</exception>
    /// <exception cref="WorkflowUnavailableException">Whether it arrived is unknown; asking again is safe.</exception>
    public async Task<ResumeResult> BeatAsync(ExecutionKey key, string state, long enteredEventId, CancellationToken cancellationToken)
    {
        if (await LookAsync(key, cancellationToken) is not { } preview)
        {
            return new ResumeResult.NotFound();
        }

        if (preview.Callback is not { } callback || callback.State != state || callback.EnteredEventId != enteredEventId)
        {
            return new ResumeResult.MovedOn(preview.Status, preview.Standing.State);
        }

        if (callback is not { HeartbeatSeconds: not null, Token: { } token })
        {
            throw new CallbackAnswerException("state", callback.HeartbeatSeconds is null
                ? "This wait has no heartbeat (HeartbeatSeconds), so that none is missed."
                : "The definition hands this token on in a form that cannot be read back; whoever was given it sends the heartbeat.");
        }

        return await tokens.HeartbeatAsync(token, cancellationToken)
            ? new ResumeResult.Resumed()
            : await LookAsync(key, cancellationToken) is { } after ? new ResumeResult.MovedOn(after.Status, after.Standing.State) : new ResumeResult.NotFound();
    }

    private async Task<(ICallbackRule Rule, CallbackOffer Offer)> RuleForAsync(OpenCallback callback, CancellationToken cancellationToken)
    {
        foreach (var rule in rules)
        {
            if (await rule.OfferAsync(callback, cancellationToken) is { } offer)
            {
                return (rule, offer);
            }
        }

        throw new InvalidOperationException("PlainCallbackRule takes every callback; register it last.");
    }
}

/// <param name="Status">The execution's.</param>
/// <param name="Callback">Null where it waits for no token.</param>
public sealed record ResumePreview(string Status, ExecutionStanding Standing, OpenCallback? Callback, CallbackOffer? Offer);

public abstract record ResumeResult
{
    private ResumeResult()
    {
    }

    public sealed record Resumed : ResumeResult;

    public sealed record NotFound : ResumeResult;

    /// <summary>Nothing was sent, or too late: the execution has gone on since it was looked at.</summary>
    /// <param name="Status">The execution's now.</param>
    /// <param name="State">Where it stands now; null where it stands in no state.</param>
    public sealed record MovedOn(string Status, string? State) : ResumeResult;
}
