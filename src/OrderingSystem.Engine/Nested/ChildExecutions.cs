using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Catalog;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.Runtime;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Nested;

/// <summary>
/// Tells waiting tasks that the executions which they started have ended. Who waits for whom is on disk before the child starts, and until its end has been committed
/// with the parent: a parent sleeps on disk for as long as its child runs.
/// </summary>
internal sealed class ChildExecutions(IExecutionStore store, ExecutionRunner runner, IdleMonitor idle, ILogger logger)
{
    private const string Prefix = "await/";

    private readonly ConcurrentDictionary<string, AwaitingTask> _waiting = new(StringComparer.Ordinal);

    /// <summary>Gives an execution's description; set before anything can end.</summary>
    public Func<string, CancellationToken, Task<ExecutionDescription>> Describe { get; set; } = static (arn, _) => throw StepFunctionsException.ExecutionDoesNotExist(arn);

    /// <summary>Stops an execution whose parent does not wait any more; set like <see cref="Describe"/>.</summary>
    public Func<string, CancellationToken, Task> StopAsync { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Reads who waited for whom when the last owner of the store stopped.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await store.ReadCatalogAsync(Prefix, cancellationToken))
        {
            _waiting[entry.Name[Prefix.Length..]] = JsonSerializer.Deserialize(entry.Value!, CatalogJson.Default.AwaitingTask)!;
        }
    }

    /// <summary>Tells of the children that ended, and whose parents were not told before the engine stopped.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var child in _waiting.Keys)
        {
            if (await FindAsync(child, cancellationToken) is { Status: not ExecutionStatus.Running })
            {
                Ended(child);
            }
        }
    }

    /// <summary>Whether this very task waits for the child already: it asks again after a crash.</summary>
    public bool Waits(string childArn, AwaitingTask task) => _waiting.TryGetValue(childArn, out var known) && known == task;

    public async Task AddAsync(string childArn, AwaitingTask task, CancellationToken cancellationToken)
    {
        await store.WriteCatalogAsync([new CatalogEntry(Prefix + childArn, JsonSerializer.SerializeToUtf8Bytes(task, CatalogJson.Default.AwaitingTask))], cancellationToken);
        _waiting[childArn] = task;
    }

    public async Task RemoveAsync(string childArn)
    {
        if (_waiting.TryRemove(childArn, out _))
        {
            await store.WriteCatalogAsync([new CatalogEntry(Prefix + childArn, null)], CancellationToken.None);
        }
    }

    /// <summary>An execution has ended; nothing happens where nobody waits for it.</summary>
    public void Ended(string childArn)
    {
        if (!_waiting.IsEmpty && _waiting.TryGetValue(childArn, out var task))
        {
            _ = TellAsync(childArn, task, idle.Enter());
        }
    }

    /// <summary>A task is not waited for any more: its child is stopped, as far as that can be done.</summary>
    public void Cancelled(string parentArn, long taskId)
    {
        if (!_waiting.IsEmpty && _waiting.FirstOrDefault(waiting => waiting.Value.ExecutionArn == parentArn && waiting.Value.TaskId == taskId) is { Key: { } childArn })
        {
            _ = AbandonAsync(childArn, idle.Enter());
        }
    }

    private async Task TellAsync(string childArn, AwaitingTask task, BusyScope scope)
    {
        using (scope)
        {
            try
            {
                var child = await Describe(childArn, CancellationToken.None);
                if (child.Status != ExecutionStatus.Running && await FindAsync(task.ExecutionArn, CancellationToken.None) is { } parent)
                {
                    await WaitUntilSubmittedAsync(parent.ExecutionId, task.TaskId);
                    _ = await runner.ApplyAsync(parent.ExecutionId, ChildResult.Of(child, task));
                }

                await RemoveAsync(childArn);
            }
            catch (Exception failure) when (failure is ObjectDisposedException or OperationCanceledException)
            {
                // The engine stops: the next start tells it.
            }
            catch (Exception failure) // it stays on disk, and is told at the next start
            {
                logger.ParentNotTold(failure, childArn, task.ExecutionArn);
            }
        }
    }

    /// <summary>A short child may end before its parent has the answer to the start: the answer comes first in its history.</summary>
    private async Task WaitUntilSubmittedAsync(long parentId, long taskId)
    {
        for (var attempt = 1; await runner.PeekAsync(parentId) is { IsRunning: true } parent
            && parent.Frames.Values.Any(frame => frame.Wait is WaitingForTask { CallInFlight: true, Task.TaskId: var id } && id == taskId); attempt++)
        {
            await Task.Delay(Backoff.After(attempt), TimeProvider.System);
        }
    }

    private async Task AbandonAsync(string childArn, BusyScope scope)
    {
        using (scope)
        {
            try
            {
                await RemoveAsync(childArn);
                await StopAsync(childArn, CancellationToken.None);
            }
            catch (Exception failure) when (failure is StepFunctionsException or ObjectDisposedException or OperationCanceledException or StoreFaultedException)
            {
                logger.ChildNotStopped(failure.Message, childArn);
            }
        }
    }

    private async Task<ExecutionRecord?> FindAsync(string arn, CancellationToken cancellationToken) =>
        Arns.TryParseExecution(arn, out var machine, out var name) ? await store.FindAsync(machine, name, cancellationToken) : null;
}
