using OrderingSystem.Engine.StateMachines;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Stores.InMemory;

/// <summary>Executions in memory: for tests and for engines whose work need not outlive them. Keeps the same promises but that of durability.</summary>
/// <remarks>
/// Disposing does not empty it, so that a test can stop an engine and start another on the same store.
/// </remarks>
public sealed class InMemoryExecutionStore : IExecutionStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Entry> _executions = [];
    private readonly Dictionary<(string Machine, string Name), long> _names = [];
    private readonly SortedSet<(DateTimeOffset Due, long Id)> _sleeping = [];
    private readonly SortedSet<long> _active = [];
    private readonly SortedDictionary<long, StateMachineRevision> _revisions = [];
    private readonly HashSet<long> _deletedMachines = [];
    private readonly Dictionary<string, byte[]> _settings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, byte[]> _catalog = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, OutboxEntry> _outbox = [];
    private readonly TaskCompletionSource<StoreFaultedException> _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long _lastOutboxSequence;

    public long LastExecutionId
    {
        get
        {
            lock (_gate)
            {
                return _executions.Count == 0 ? 0 : _executions.Keys.Max();
            }
        }
    }

    public DateTimeOffset? LatestEventTime { get; private set; }

    public Task<StoreFaultedException> Faulted => _faulted.Task;

    /// <summary>Called after each commit with the number of commits so far: a crash point for tests. What it throws the committer gets.</summary>
    public Action<long>? Committed { get; set; }

    public long Commits { get; private set; }

    /// <summary>From now on every write is refused, as after a failure of the disk.</summary>
    public void Fault(string reason) => _faulted.TrySetResult(new StoreFaultedException(reason));

    public async Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        cancellationToken.ThrowIfCancellationRequested();
        if (_faulted.Task.IsCompleted)
        {
            throw await _faulted.Task;
        }

        long commits;
        lock (_gate)
        {
            Apply(commit);
            if (commit.StatusChange is { } change)
            {
                _outbox.Add(++_lastOutboxSequence, new OutboxEntry(_lastOutboxSequence, commit.ExecutionId, change));
            }

            commits = ++Commits;
        }

        Committed?.Invoke(commits);
    }

    public ValueTask<StoredExecution?> LoadAsync(long executionId, CancellationToken cancellationToken) => Read(() =>
        _executions.TryGetValue(executionId, out var entry) && (entry.State.IsRunning || entry.State.Frames.Count > 0)
            ? new StoredExecution(executionId, entry.Revision, entry.State)
            : null);

    public ValueTask<ExecutionRecord?> FindAsync(string stateMachineName, string executionName, CancellationToken cancellationToken) => Read(() =>
        _names.TryGetValue((stateMachineName, executionName), out var id) ? Record(id, _executions[id]) : null);

    public ValueTask<ExecutionRecord?> GetAsync(long executionId, CancellationToken cancellationToken) => Read(() =>
        _executions.TryGetValue(executionId, out var entry) ? Record(executionId, entry) : null);

    public ValueTask<IReadOnlyList<ExecutionRecord>> ListAsync(
        long stateMachineId, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken) => Read(() =>
        (IReadOnlyList<ExecutionRecord>)[.. _executions.Reverse()
            .Where(e => e.Value.Revision.StateMachineId == stateMachineId && (status is null || e.Value.State.Status == status) && !(e.Key >= beforeId))
            .Take(limit).Select(e => Record(e.Key, e.Value))]);

    public ValueTask<IReadOnlyList<ExecutionRecord>> ListStartedOnAsync(
        long stateMachineId, StartedOn startedOn, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken) => Read(() =>
        (IReadOnlyList<ExecutionRecord>)[.. _executions.Reverse()
            .Where(e => e.Value.Revision.StateMachineId == stateMachineId && (status is null || e.Value.State.Status == status) && !(e.Key >= beforeId))
            .Where(e => startedOn.Alias is { } alias ? e.Value.State.Facts.Alias == alias : e.Value.State.Facts.Version == startedOn.Version)
            .Take(limit).Select(e => Record(e.Key, e.Value))]);

    public ValueTask<ExecutionOrigin?> ReadOriginAsync(long executionId, CancellationToken cancellationToken) => Read(() =>
        _executions.TryGetValue(executionId, out var entry) ? new ExecutionOrigin(entry.State.Facts.Input, entry.State.Facts.TraceHeader) : null);

    public ValueTask<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(
        long executionId, long fromEventId, bool descending, int limit, long mostBytes, CancellationToken cancellationToken) => Read(() =>
    {
        var history = _executions.TryGetValue(executionId, out var entry) ? entry.History : [];
        var wanted = descending ? history.AsEnumerable().Reverse().SkipWhile(e => e.Id > fromEventId) : history.SkipWhile(e => e.Id < fromEventId);
        return (IReadOnlyList<HistoryEvent>)[.. wanted.Take(limit)];
    });

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) => Read(() =>
        (IReadOnlyList<DueExecution>)[.. _sleeping.TakeWhile(s => s.Due <= until).Take(limit).Select(s => new DueExecution(s.Id, s.Due))]);

    public ValueTask<DateTimeOffset?> NextWakeAsync(CancellationToken cancellationToken) => Read(() =>
        _sleeping.Count == 0 ? (DateTimeOffset?)null : _sleeping.Min.Due);

    public ValueTask<IReadOnlyList<long>> ReadActiveAsync(long afterId, int limit, CancellationToken cancellationToken) => Read(() =>
        (IReadOnlyList<long>)[.. _active.Where(id => id > afterId).Take(limit)]);

    public Task<RemovalStep> RemoveEndedAsync(DateTimeOffset endedBefore, long afterId, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var seen = _executions.Where(e => e.Key > afterId).SkipLast(1).Take(limit).ToList();
            var old = seen.Where(e => e.Value.State is { IsRunning: false, StopTime: { } stopped } && stopped < endedBefore
                && !IsOfKeptMapRun(e.Value.Revision)).ToList();
            foreach (var (id, entry) in old)
            {
                _ = _executions.Remove(id);
                _ = _names.Remove((entry.State.Facts.StateMachineName, entry.State.Facts.Name));
                _ = _catalog.Remove(CatalogEntry.RedriveOf(id));
                foreach (var name in _catalog.Keys.Where(name => CatalogEntry.MapRunsOf(id).Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList())
                {
                    _ = _catalog.Remove(name);
                }
            }

            return Task.FromResult(new RemovalStep(seen.Count == limit ? seen[^1].Key : null, old.Count));
        }
    }

    public ValueTask<IReadOnlyList<StateMachineRevision>> ReadStateMachinesAsync(CancellationToken cancellationToken) => Read(() =>
        (IReadOnlyList<StateMachineRevision>)[.. _revisions.Values.Where(r => !r.IsOfMapRun && !_deletedMachines.Contains(r.StateMachineId))
            .GroupBy(r => r.StateMachineId).Select(revisions => revisions.Last())]);

    public ValueTask<StateMachineRevision?> ReadRevisionAsync(long revisionId, CancellationToken cancellationToken) => Read(() =>
        _revisions.GetValueOrDefault(revisionId));

    public ValueTask<(long RevisionId, long StateMachineId)> ReadLastRevisionAsync(CancellationToken cancellationToken) => Read(() =>
        _revisions.Count == 0 ? (0L, 0L) : (_revisions.Keys.Max(), _revisions.Values.Max(r => r.StateMachineId)));

    public Task AddRevisionAsync(StateMachineRevision revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(revision);
        lock (_gate)
        {
            _revisions.Add(revision.Id, revision);
        }

        return Task.CompletedTask;
    }

    public Task DeleteStateMachineAsync(long stateMachineId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _ = _deletedMachines.Add(stateMachineId);
        }

        return Task.CompletedTask;
    }

    public Task<byte[]> GetOrAddSettingAsync(string name, byte[] candidate, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_settings.TryGetValue(name, out var value) ? value : _settings[name] = candidate);
        }
    }

    public ValueTask<IReadOnlyList<CatalogEntry>> ReadCatalogAsync(string prefix, CancellationToken cancellationToken) => Read(() =>
        (IReadOnlyList<CatalogEntry>)[.. _catalog.Where(e => e.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(e => new CatalogEntry(e.Key, e.Value))]);

    public Task WriteCatalogAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (_gate)
        {
            foreach (var (name, value) in entries)
            {
                if (value is null)
                {
                    _ = _catalog.Remove(name);
                }
                else
                {
                    _catalog[name] = value;
                }
            }
        }

        return Task.CompletedTask;
    }

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(long afterSequence, int limit, CancellationToken cancellationToken) => Read(() =>
        (IReadOnlyList<OutboxEntry>)[.. _outbox.Values.Where(entry => entry.Sequence > afterSequence).Take(limit)]);

    public Task RemoveFromOutboxAsync(IReadOnlyList<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        lock (_gate)
        {
            foreach (var sequence in sequences)
            {
                _ = _outbox.Remove(sequence);
            }
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A Map run's children stay as long as its execution: they tell how far it got.</summary>
    private bool IsOfKeptMapRun(StateMachineRevision revision) =>
        revision.MapRunArn is { } arn && _catalog.TryGetValue(CatalogEntry.MapRunByArn(arn), out var parent)
        && long.Parse(System.Text.Encoding.UTF8.GetString(parent).Split('/')[0], System.Globalization.CultureInfo.InvariantCulture) is var id && _executions.ContainsKey(id);

    private static ExecutionRecord Record(long id, Entry entry) => new(id, entry.Revision, entry.State.Facts.Name, entry.State.Status,
        entry.State.Facts.StartTime, entry.State.StopTime, entry.State.RedriveCount, entry.State.RedriveTime)
    {
        StartedOn = new(entry.State.Facts.Version, entry.State.Facts.Alias),
    };

    private ValueTask<T> Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(read());
        }
    }

    private void Apply(ExecutionCommit commit)
    {
        var (id, after) = (commit.ExecutionId, commit.After);
        if (commit.Before is null)
        {
            var key = (after.Facts.StateMachineName, after.Facts.Name);
            if (_names.TryGetValue(key, out var existing) && _executions[existing].Revision.StateMachineId == commit.Revision.StateMachineId)
            {
                throw new ExecutionNameTakenException(existing);
            }

            _names[key] = id;
            _executions.Add(id, new Entry(commit.Revision, after));
        }

        var entry = _executions[id];
        if (commit.Before is { } before)
        {
            if (entry.State.LastEventId != before.LastEventId || entry.State.Status != before.Status)
            {
                throw new ExecutionConflictException(id, before.LastEventId);
            }

            Forget(id, WakeTime.Of(entry.State));
        }

        entry.State = after;
        entry.History.AddRange(commit.Transition.Events);
        if (commit.Transition.Events is [.., { Timestamp: var time }] && !(time <= LatestEventTime))
        {
            LatestEventTime = time;
        }

        Remember(id, commit.Wake);
    }

    private void Remember(long id, WakeTime wake)
    {
        if (wake.IsActive)
        {
            _ = _active.Add(id);
        }
        else if (wake.Due is { } due)
        {
            _ = _sleeping.Add((due, id));
        }
    }

    private void Forget(long id, WakeTime wake)
    {
        _ = _active.Remove(id);
        if (wake.Due is { } due)
        {
            _ = _sleeping.Remove((due, id));
        }
    }

    private sealed class Entry(StateMachineRevision revision, Execution state)
    {
        public StateMachineRevision Revision { get; } = revision;

        public Execution State { get; set; } = state;

        public List<HistoryEvent> History { get; } = [];
    }
}
