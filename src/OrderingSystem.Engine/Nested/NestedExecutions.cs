using System.Globalization;
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
internal sealed class NestedExecutions(IExecutionStore store, ExecutionRunner runner, IdleMonitor idle, ILogger logger)
{
    private const string Prefix = "await/";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<AwaitingTask>> _waiting = new(StringComparer.Ordinal);
    private int _count; // looked at without the lock, because every end of an execution does

    /// <summary>Gives an execution's description; set before anything can end.</summary>
    public Func<string, CancellationToken, Task<ExecutionDescription>> Describe { get; set; } = static (arn, _) => throw StepFunctionsException.ExecutionDoesNotExist(arn);

    /// <summary>Stops an execution whose parent does not wait any more; set like <see cref="Describe"/>.</summary>
    public Func<string, CancellationToken, Task> StopAsync { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Reads who waited for whom when the last owner of the store stopped.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await store.ReadCatalogAsync(Prefix, cancellationToken))
        {
            Keep(entry.Name[Prefix.Length..].Split(' ')[0], JsonSerializer.Deserialize(entry.Value!, CatalogJson.Default.AwaitingTask)!);
        }
    }

    /// <summary>Tells of the children that ended, and whose parents were not told before the engine stopped.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        List<string> children;
        lock (_gate)
        {
            children = [.. _waiting.Keys];
        }

        foreach (var child in children)
        {
            if (await FindAsync(child, cancellationToken) is { Status: not ExecutionStatus.Running })
            {
                Ended(child);
            }
        }
    }

    /// <summary>Whether this very task waits for the child already: it asks again after a crash.</summary>
    public bool Waits(string childArn, AwaitingTask task) => WaitingFor(childArn).Contains(task);

    public async Task AddAsync(string childArn, AwaitingTask task, CancellationToken cancellationToken)
    {
        await store.WriteCatalogAsync([new CatalogEntry(NameOf(childArn, task), JsonSerializer.SerializeToUtf8Bytes(task, CatalogJson.Default.AwaitingTask))], cancellationToken);
        Keep(childArn, task);
    }

    public async Task RemoveAsync(string childArn, AwaitingTask task)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(childArn, out var tasks) && tasks.Remove(task))
            {
                _count--;
                if (tasks.Count == 0)
                {
                    _ = _waiting.Remove(childArn);
                }
            }
        }

        await store.WriteCatalogAsync([new CatalogEntry(NameOf(childArn, task), null)], CancellationToken.None);
    }

    /// <summary>An execution has ended; nothing happens where nobody waits for it.</summary>
    public void Ended(string childArn)
    {
        foreach (var task in WaitingFor(childArn))
        {
            _ = TellAsync(childArn, task, idle.Enter());
        }
    }

    /// <summary>A task is not waited for any more: its child is stopped, as far as that can be done, unless another waits for it.</summary>
    public void Cancelled(string parentArn, long taskId)
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var (childArn, tasks) in _waiting)
            {
                if (tasks.Find(task => task.TaskId == taskId && task.ExecutionArn == parentArn) is { } abandoned)
                {
                    _ = AbandonAsync(childArn, abandoned, isLast: tasks.Count == 1, idle.Enter());
                    return;
                }
            }
        }
    }

    private static string NameOf(string childArn, AwaitingTask task) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{childArn} {task.TaskId} {task.ExecutionArn}");

    private AwaitingTask[] WaitingFor(string childArn)
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return [];
        }

        lock (_gate)
        {
            return _waiting.TryGetValue(childArn, out var tasks) ? [.. tasks] : [];
        }
    }

    private void Keep(string childArn, AwaitingTask task)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(childArn, out var tasks))
            {
                _waiting.Add(childArn, tasks = []);
            }

            tasks.Add(task);
            _count++;
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

                await RemoveAsync(childArn, task);
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

    private async Task AbandonAsync(string childArn, AwaitingTask task, bool isLast, BusyScope scope)
    {
        using (scope)
        {
            try
            {
                await Task.Yield(); // the caller holds the lock
                await RemoveAsync(childArn, task);
                if (isLast)
                {
                    await StopAsync(childArn, CancellationToken.None);
                }
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
