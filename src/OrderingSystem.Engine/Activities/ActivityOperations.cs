using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Runtime;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Activities;

/// <summary>Hands activity tasks to the workers that ask for them.</summary>
internal sealed class ActivityOperations(ActivityRegistry registry, ActivityBoard board, ExecutionRunner runner)
{
    /// <summary>How long a worker that asks is kept waiting for a task (API Reference, GetActivityTask).</summary>
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(60);

    public ActivityRegistry Registry => registry;

    /// <summary>Takes a task: that it was taken is on disk before the worker hears of it, so no second worker gets it.</summary>
    /// <returns>Null where there was none for 60 s.</returns>
    public async Task<ActivityTask?> TakeAsync(string activityArn, string? workerName, CancellationToken cancellationToken)
    {
        _ = registry.Get(activityArn);
        var begun = TimeProvider.System.GetTimestamp();
        while (LongPoll - TimeProvider.System.GetElapsedTime(begun) is var patience && patience > TimeSpan.Zero)
        {
            using var claim = await board.TakeAsync(activityArn, patience, cancellationToken);
            if (claim is null)
            {
                return null;
            }

            if (await TryStartAsync(claim.Offer, workerName))
            {
                return new ActivityTask(claim.Offer.Task.Token!.Value, claim.Offer.Task.Parameters);
            }
        }

        return null;
    }

    /// <returns>False where nobody waits for the task any more.</returns>
    private async Task<bool> TryStartAsync(ActivityOffer offer, string? workerName)
    {
        try
        {
            var outcome = await runner.ApplyAsync(offer.ExecutionId, new ActivityTaskStarted(default, 0, offer.Task.TaskId, workerName));
            return outcome is { Changed: true, Execution.IsRunning: true };
        }
        catch
        {
            board.Offer(offer); // it was not taken
            throw;
        }
    }
}
