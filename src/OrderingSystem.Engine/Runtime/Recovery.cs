using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Runtime;

/// <summary>Takes up what was in flight when the last owner of the store stopped, or died. Work that comes in meanwhile does not wait for it.</summary>
/// <param name="takeUp">Loads an execution and makes its calls again; whether it could.</param>
internal sealed class Recovery(IExecutionStore store, TaskDispatcher dispatcher, Func<long, Task<bool>> takeUp, ILogger logger)
{
    private const int PageSize = 256;

    /// <summary>The newest execution that this owner of the store found: later ones are not its to take up, and have not waited.</summary>
    private readonly long _newest = store.LastExecutionId;

    /// <remarks>An execution that cannot be read is reported and left out; the others go on. Where the store cannot say which they are, it throws.</remarks>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (after, count) = (0L, 0L);
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = (await store.ReadActiveAsync(after, PageSize, cancellationToken)).TakeWhile(id => id <= _newest).ToList();
            if (page.Count == 0)
            {
                break;
            }

            await dispatcher.WaitForRoomAsync(cancellationToken);
            var takenUp = await Task.WhenAll(page.Select(takeUp));
            after = page[^1];
            count += takenUp.Count(taken => taken);
        }

        if (count > 0)
        {
            logger.Recovered(count);
        }
    }
}
