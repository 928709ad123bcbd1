using OrderingSystem.Engine.Runtime;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>The runs that are under way: one worker each, which is begun again, from what is stored, where it fails for a reason of ours.</summary>
internal sealed class MapRunCoordinator(MapRunServices services) : IMapRuns, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(long ParentId, long MapRunId), Entry> _runs = [];
    private readonly Dictionary<string, Entry> _byArn = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    public void Start(long parentId, StateMachineRevision revision, Execution execution, StartMapRun command)
    {
        lock (_gate)
        {
            var key = (parentId, command.Plan.MapRunId);
            var before = _runs.GetValueOrDefault(key);
            if (before?.RedriveCount >= command.RedriveCount || _stopping.IsCancellationRequested)
            {
                return;
            }

            var entry = new Entry(command.RedriveCount, new MapRunMailbox(services.Idle.Enter()));
            _runs[key] = _byArn[command.Plan.Arn] = entry;
            entry.Done = RunAsync(entry, before?.Done ?? Task.CompletedTask, new MapRunParent(parentId, revision, execution, services), command);
        }
    }

    public void Cancel(long parentId, long mapRunId)
    {
        lock (_gate)
        {
            if (_runs.TryGetValue((parentId, mapRunId), out var entry))
            {
                entry.Mailbox.Cancel(services.Idle.Enter());
            }
        }
    }

    public void ChildEnded(StateMachineRevision revision, Execution child) =>
        Post(revision.MapRunArn!, scope => new ChildEnded(scope, child.Facts.Name, child.Status));

    /// <returns>Whether the run was under way and has the new bounds.</returns>
    public Task<bool> ChangeBoundsAsync(string arn, int? maxConcurrency, long? toleratedCount, double? toleratedPercentage)
    {
        var reply = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Post(arn, scope => new BoundsChanged(scope, maxConcurrency, toleratedCount, toleratedPercentage, reply)) ? reply.Task : Task.FromResult(false);
    }

    /// <summary>How far a run has got that is under way; null for every other.</summary>
    public (MapRunRecord Record, ChildProgress? Progress)? Find(string arn)
    {
        lock (_gate)
        {
            return _byArn.GetValueOrDefault(arn)?.Worker?.Now;
        }
    }

    /// <summary>Stops the children of runs that nobody waits for any more: the engine stopped before it could.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var (parentId, mapRunId) in await services.Shelf.ReadOpenAsync(cancellationToken))
        {
            var parent = await services.Store.LoadAsync(parentId, cancellationToken);
            if (parent?.Execution.MapRunsUnderWay.Any(run => run.Plan.MapRunId == mapRunId) != true
                && await services.Shelf.FindAsync(parentId, mapRunId, cancellationToken) is { } record)
            {
                await AbandonAsync(record, cancellationToken);
            }
        }
    }

    /// <summary>Leaves the runs to the next start.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        List<Task> running;
        lock (_gate)
        {
            running = [.. _runs.Values.Select(entry => entry.Done)];
        }

        await Task.WhenAll(running);
    }

    public void Dispose() => _stopping.Dispose();

    private bool Post(string arn, Func<Idling.BusyScope, MapRunMail> mail)
    {
        lock (_gate)
        {
            return _byArn.TryGetValue(arn, out var entry) && entry.Mailbox.Post(mail(services.Idle.Enter()));
        }
    }

    private async Task RunAsync(Entry entry, Task before, MapRunParent parent, StartMapRun command)
    {
        await Task.Yield(); // the execution's own work goes on
        await before;
        for (var attempt = 1; !_stopping.IsCancellationRequested; attempt++)
        {
            try
            {
                var record = await services.Shelf.FindAsync(parent.ExecutionId, command.Plan.MapRunId, _stopping.Token) ?? await CreateAsync(parent, command);
                entry.Worker = new MapRunWorker(services, entry.Mailbox, record, command, parent);
                await entry.Worker.RunAsync(_stopping.Token);
                break;
            }
            catch (Exception stopped) when (stopped is ObjectDisposedException or StoreFaultedException || _stopping.IsCancellationRequested)
            {
                break; // the engine stops or stands still: the next start goes on
            }
            catch (Exception fault)
            {
                services.Logger.MapRunFaulted(fault, command.Plan.Arn);
                await Task.Delay(Backoff.After(attempt), TimeProvider.System, CancellationToken.None);
            }
        }

        Remove(entry, (parent.ExecutionId, command.Plan.MapRunId), command.Plan.Arn);
    }

    private void Remove(Entry entry, (long ParentId, long MapRunId) key, string arn)
    {
        lock (_gate)
        {
            if (_runs.GetValueOrDefault(key) == entry) // and not one that goes on after it
            {
                _ = _runs.Remove(key);
                _ = _byArn.Remove(arn);
            }

            entry.Mailbox.Dispose();
        }
    }

    private async Task<MapRunRecord> CreateAsync(MapRunParent parent, StartMapRun command)
    {
        var plan = command.Plan;
        var definition = ProcessorText.Of(parent.Revision.Definition, plan.StateName);
        var revision = await services.Machines.AddMapRunAsync(parent.Revision, plan.ProcessorName, plan.RunName, definition, CancellationToken.None);
        var record = new MapRunRecord(plan.Arn, parent.Execution.Facts.Arn, parent.ExecutionId, plan.MapRunId, revision.StateMachineId, revision.Id,
            MapRunStatus.Running, services.Now(), StopDate: null, plan.MaxConcurrency, plan.ToleratedFailureCount, plan.ToleratedFailurePercentage,
            RedriveCount: 0, RedriveDate: null, Items: null, Error: null, Cause: null, Counts: null);
        await services.Shelf.WriteAsync(record, CancellationToken.None);
        return record;
    }

    private async Task AbandonAsync(MapRunRecord record, CancellationToken cancellationToken)
    {
        var children = new ChildExecutions(services, record);
        var ended = new int[(int)ExecutionStatus.Aborted + 1];
        await foreach (var child in children.FindAsync(cancellationToken))
        {
            if (child.Status == ExecutionStatus.Running)
            {
                await children.StopAsync(child.ExecutionId);
            }

            ended[(int)(child.Status == ExecutionStatus.Running ? ExecutionStatus.Aborted : child.Status)]++;
        }

        var total = record.Items?.ChildCount ?? 0;
        var tally = new MapRunTally(total, total - ended.Sum(), 0, ended[(int)ExecutionStatus.Succeeded], ended[(int)ExecutionStatus.Failed],
            ended[(int)ExecutionStatus.TimedOut], ended[(int)ExecutionStatus.Aborted], ended[(int)ExecutionStatus.Succeeded]);
        await services.Shelf.WriteAsync(
            record with { Status = MapRunStatus.Aborted, StopDate = services.Now(), Counts = new MapRunCounts(tally, tally) }, cancellationToken);
    }

    private sealed class Entry(int redriveCount, MapRunMailbox mailbox)
    {
        private volatile MapRunWorker? _worker;

        public int RedriveCount => redriveCount;

        public MapRunMailbox Mailbox => mailbox;

        public MapRunWorker? Worker
        {
            get => _worker;
            set => _worker = value;
        }

        public Task Done { get; set; } = Task.CompletedTask;
    }
}
