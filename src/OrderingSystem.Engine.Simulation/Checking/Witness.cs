using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Simulation.Checking;

/// <summary>Remembers, across crashes, every transition that the store acknowledged, and those whose answer never came.</summary>
internal sealed class Witness(TimeProvider clock)
{
    private readonly SortedDictionary<long, Seen> _executions = [];

    /// <summary>Commits acknowledged so far.</summary>
    public long Commits { get; private set; }

    /// <summary>A number that differs between two runs as soon as anything does that was stored.</summary>
    public ulong Fingerprint { get; private set; } = 14_695_981_039_346_656_037;

    /// <summary>The first transition that was acknowledged and must not have been. The engine is not asked what it makes of that.</summary>
    public SimulationViolationException? Violation { get; private set; }

    /// <summary>Whether the execution of this name was accepted and has ended, as far as was acknowledged.</summary>
    public bool HasEnded(string name) => Find(name) is { State.IsRunning: false };

    public bool IsAccepted(string name) => Find(name) is not null;

    /// <summary>Whether a transition that orders this call is on disk. Another may have called it off in the same moment.</summary>
    public bool IsOrdered(string name, long taskId) => Find(name) is { } seen && seen.Ordered.Contains(taskId);

    public IReadOnlyList<HistoryEvent> EventsOf(string name) => Find(name)?.Events ?? [];

    public void Began(ExecutionCommit commit)
    {
        var seen = Of(commit.ExecutionId);
        (seen.Pending, seen.BeganAt) = (commit, clock.GetUtcNow());
    }

    public void Refused(ExecutionCommit commit) => Of(commit.ExecutionId).Pending = null;

    public void Acknowledged(ExecutionCommit commit)
    {
        var seen = Of(commit.ExecutionId);
        seen.Pending = null;
        seen.Name = commit.After.Facts.Name;
        seen.State = commit.After;
        seen.Ordered.UnionWith(commit.Transition.Commands.OfType<StartTask>().Select(task => task.TaskId));
        Judge(seen, commit);
        seen.Events.AddRange(commit.Transition.Events);
        Commits++;
        foreach (var e in commit.Transition.Events)
        {
            Mix((ulong)commit.ExecutionId);
            Mix((ulong)e.Id);
            Mix((ulong)e.Type);
            Mix((ulong)e.Timestamp.Ticks);
        }
    }

    /// <summary>After a restart: what is stored is what was acknowledged, and at most the one transition more whose answer never came.</summary>
    public async Task CheckStoreAsync(IExecutionStore store)
    {
        foreach (var (id, seen) in _executions)
        {
            var stored = await store.ReadHistoryAsync(id, 1, descending: false, int.MaxValue, default);
            var label = $"execution {id} ('{seen.Name}')";
            if (stored.Count < seen.Events.Count || !stored.Take(seen.Events.Count).SequenceEqual(seen.Events))
            {
                throw new SimulationViolationException($"{label}: {seen.Events.Count} events were acknowledged; after the restart {Difference(stored, seen.Events)}.");
            }

            var more = stored.Skip(seen.Events.Count).ToList();
            if (more.Count > 0 && (seen.Pending is null || !more.SequenceEqual(seen.Pending.Transition.Events)))
            {
                throw new SimulationViolationException($"{label}: after the restart there are {more.Count} events that nobody committed, beginning with {more[0]}.");
            }

            seen.Events.AddRange(more);
            seen.Pending = null;
            HistoryRules.CheckHistory(seen.Events, seen.Name);
            await CheckStateAsync(store, id, seen, label);
        }
    }

    private static async Task CheckStateAsync(IExecutionStore store, long id, Seen seen, string label)
    {
        if (await store.GetAsync(id, default) is not { } record)
        {
            if (seen.Events.Count > 0)
            {
                throw new SimulationViolationException($"{label} is gone.");
            }

            return;
        }

        seen.Name = record.Name;
        var loaded = (await store.LoadAsync(id, default))?.Execution;
        if (record.Status == ExecutionStatus.Running && loaded?.LastEventId != seen.Events.Count)
        {
            throw new SimulationViolationException($"{label}: its state is that of event {loaded?.LastEventId}, its history has {seen.Events.Count}.");
        }

        if (record.Status != ExecutionStatus.Running != HistoryRules.IsEnd(seen.Events[^1].Type))
        {
            throw new SimulationViolationException($"{label}: is {record.Status}, and its last event is {seen.Events[^1].Type}.");
        }

        seen.Ordered.UnionWith(loaded?.TasksInFlight.Select(task => task.TaskId) ?? []);
        seen.State = loaded ?? seen.State! with { Status = record.Status };
    }

    private static string Difference(IReadOnlyList<HistoryEvent> stored, List<HistoryEvent> acknowledged)
    {
        for (var index = 0; index < stored.Count; index++)
        {
            if (!stored[index].Equals(acknowledged[index]))
            {
                return $"event {index + 1} reads {stored[index]} and was {acknowledged[index]}";
            }
        }

        return $"there are {stored.Count}";
    }

    private void Judge(Seen seen, ExecutionCommit commit)
    {
        try
        {
            HistoryRules.CheckTimes(seen.Events, commit.Transition.Events, seen.BeganAt, seen.Name);
            HistoryRules.CheckHistory([.. seen.Events, .. commit.Transition.Events], seen.Name);
        }
        catch (SimulationViolationException found)
        {
            Violation ??= found;
        }
    }

    private Seen Of(long id) => _executions.TryGetValue(id, out var seen) ? seen : _executions[id] = new Seen();

    private Seen? Find(string name) => _executions.Values.FirstOrDefault(seen => seen.Name == name && seen.Events.Count > 0);

    private void Mix(ulong value) => Fingerprint = (Fingerprint ^ value) * 1_099_511_628_211;

    private sealed class Seen
    {
        public string Name { get; set; } = "?";

        public List<HistoryEvent> Events { get; } = [];

        public Execution? State { get; set; }

        /// <summary>Ids of the tasks that stored transitions have ordered.</summary>
        public HashSet<long> Ordered { get; } = [];

        /// <summary>A commit that was begun, and of which nobody has heard.</summary>
        public ExecutionCommit? Pending { get; set; }

        /// <summary>The true reading of the clock when the last commit was begun. While it is written, somebody may set the clock.</summary>
        public DateTimeOffset BeganAt { get; set; }
    }
}
