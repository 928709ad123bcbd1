using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Simulation.Checking;
using OrderingSystem.Engine.Simulation.Disk;
using OrderingSystem.Engine.Simulation.Time;
using OrderingSystem.Engine.Simulation.Workload;
using OrderingSystem.Engine.Sqlite;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Simulation;

/// <summary>One life of the process: a store, an engine on it, and those who talk to it.</summary>
internal sealed class SimulatedProcess(
    SimulationOptions options, SimulatedDisk disk, SimulatedTime time, SeededScheduler scheduler, Functions functions, Witness witness, IEntropySource entropy)
{
    private SqliteExecutionStore? _store;
    private EmbeddedEngine? _engine;

    /// <summary>What the engine logged as an error.</summary>
    public ErrorLog Log { get; } = new();

    /// <summary>The engine stands still, and says why.</summary>
    public bool IsFaulted => _engine?.Faulted.IsCompleted ?? _store?.Faulted.IsCompleted ?? false;

    public async Task RunAsync(IReadOnlyList<Job> jobs, Random random)
    {
        var small = random.Next(2) == 0; // many checkpoints, or hardly any; queues that fill, or never
        _store = SqliteExecutionStore.OpenOn(SimulatedVfs.Name, disk.DatabasePath, new SqliteStoreOptions
        {
            Scheduler = scheduler,
            CheckpointPages = small ? 8 : 4_000,
            QueueLength = small ? 4 : 4_096,
            MaxGroup = small ? 3 : 1_024,
            CacheKilobytes = 256,
        });
        await witness.CheckStoreAsync(_store);
        var store = options.Bug == PlantedBug.ActsBeforeCommit ? new EagerStore(_store) : (IExecutionStore)_store;
        _engine = await EmbeddedEngine.StartAsync(new EngineParts(new WitnessStore(store, witness))
        {
            Clock = options.Bug == PlantedBug.WakesEarly ? new AheadClock(time, TimeSpan.FromSeconds(5)) : time,
            Entropy = entropy,
            Integrations = [functions],
            Logging = Log,
            Options = new EngineOptions
            {
                RealTime = time,
                KeepInMemoryBefore = small ? TimeSpan.Zero : TimeSpan.FromSeconds(30),
                Tasks = new TaskDispatcherOptions { Scheduler = scheduler, MaxConcurrent = small ? 3 : 64, MaxPerResource = small ? 2 : 64, MaxPending = small ? 2 : 1_000 },
            },
        });
        foreach (var (name, definition) in Machines.All)
        {
            _ = await _engine.Api.CreateStateMachineAsync(
                new CreateStateMachineRequest(name, definition, "arn:aws:iam::123456789012:role/engine", StateMachineType.Standard), default);
        }

        await new Clients(_engine.Api, jobs, functions, witness, time, random).RunAsync();
    }

    /// <summary>The process is dead: it lets go of its files, and of nothing else.</summary>
    public void Abandon() => _store?.Abandon();
}
