using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Retention;

/// <summary>Removes executions that ended long ago, in small steps with rests between them: new orders hardly notice.</summary>
internal sealed class RetentionSweeper(IExecutionStore store, TimeProvider clock, RetentionOptions options, ILogger logger)
{
    /// <summary>Sweeps from time to time until it is cancelled, or until the store fails, of which others tell.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.KeepFor is not { } keepFor)
        {
            return;
        }

        await Task.Yield(); // the engine is ready meanwhile
        while (!store.Faulted.IsCompleted)
        {
            try
            {
                if (await SweepAsync(clock.GetUtcNow() - keepFor, cancellationToken) is > 0 and var removed)
                {
                    logger.Removed(removed, keepFor);
                }
            }
            catch (Exception failure) when (failure is StoreFaultedException or StoredDataCorruptException) // the next look may fare better
            {
                logger.RetentionFailed(failure);
            }

            await Task.Delay(options.Interval, clock, cancellationToken);
        }
    }

    /// <summary>Goes once through all executions.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<long> SweepAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        var (removed, lastId) = (0L, (long?)0);
        while (lastId is { } after)
        {
            var began = TimeProvider.System.GetTimestamp();
            (lastId, var count) = await store.RemoveEndedAsync(endedBefore, after, options.StepSize, cancellationToken);
            removed += count;
            if (count > 0) // how long the disk takes is real time, whatever the engine's clock
            {
                await Task.Delay(TimeProvider.System.GetElapsedTime(began) * options.RestPerWork, TimeProvider.System, cancellationToken);
            }
        }

        return removed;
    }
}
