using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Running;

/// <summary>What becomes of a state that failed: first its retriers are asked, then its catchers.</summary>
/// <remarks>States Language, "Errors".</remarks>
internal static class ErrorRecovery
{
    /// <summary>The pause before the next try; null where no retrier takes the error.</summary>
    public static WaitingForRetry? Retry(FrameDraft frame, State state, Failure failure, TransitionDraft draft)
    {
        if (FindRetrier(state, failure) is not var (retrier, i))
        {
            return null;
        }

        var attempts = frame.RetrierAttempts.IsEmpty ? [.. new int[state.Retriers.Length]] : frame.RetrierAttempts;
        if (attempts[i] >= retrier.MaxAttempts)
        {
            return null; // the first retrier that names the error decides; catchers are next
        }

        frame.RetrierAttempts = attempts.SetItem(i, attempts[i] + 1);
        frame.RetryCount++;
        return new WaitingForRetry(draft.Now + retrier.DelayBefore(attempts[i] + 1, draft.Random));
    }

    /// <returns>The first retrier that names the error, and its place in the list; null where none does.</returns>
    public static (Retrier Retrier, int Index)? FindRetrier(State state, Failure failure)
    {
        for (var i = 0; i < state.Retriers.Length && !failure.Final; i++)
        {
            if (state.Retriers[i].ErrorEquals.Matches(failure.Error.Name, failure.HeartbeatMissed))
            {
                return (state.Retriers[i], i);
            }
        }

        return null;
    }

    /// <returns>Null where no catcher takes the error.</returns>
    public static Catcher? Catch(State state, Failure failure)
    {
        if (failure.Final)
        {
            return null;
        }

        foreach (var catcher in state.Catchers)
        {
            if (catcher.ErrorEquals.Matches(failure.Error.Name, failure.HeartbeatMissed))
            {
                return catcher;
            }
        }

        return null;
    }

    /// <summary>What a catcher gets: <c>{ "Error": …, "Cause": … }</c>.</summary>
    /// <remarks>A worker that gave no error name leaves null for both; every other failure has a cause, if only an empty one.</remarks>
    public static Payload ErrorOutput(StatesError error)
    {
        var cause = error.Cause ?? (error.Name is null ? null : string.Empty);
        return Payload.FromValue(JsonObject.Of(
            ("Error", error.Name is null ? JsonValue.Null : JsonValue.Of(error.Name)),
            ("Cause", cause is null ? JsonValue.Null : JsonValue.Of(cause))));
    }
}
