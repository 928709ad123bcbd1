using System.Globalization;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Simulation.Checking;
using OrderingSystem.Engine.Simulation.Disk;
using OrderingSystem.Engine.Simulation.Time;
using OrderingSystem.Engine.Simulation.Workload;

namespace OrderingSystem.Engine.Simulation;

/// <summary>
/// Runs the real engine on the real store, on a disk in memory and in virtual time, on one thread. One seed decides everything: what is asked of the engine, what
/// its tasks do, in which order whatever is ready runs, what breaks and when. The process dies and starts again several times; then it is left in peace until
/// all is done.
/// </summary>
public sealed class SimulationRun : IDisposable
{
    /// <summary>Far more than any seed needs: what is not done by then never will be.</summary>
    private const long MostSteps = 400_000;

    private static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(60);

    private readonly int _seed;
    private readonly SimulationOptions _options;
    private readonly Random _world;
    private readonly SimulatedTime _time = new(Epoch);
    private readonly SimulatedDisk _disk;
    private readonly Witness _witness;
    private readonly Functions _functions;
    private readonly List<Job> _jobs = [];
    private readonly List<string> _story = [];
    private long _steps;
    private long _syncsOfFirstLife;

    private SimulationRun(int seed, SimulationOptions options)
    {
        (_seed, _options) = (seed, options);
        _world = Stream(1);
        _disk = new SimulatedDisk(Stream(2), _time, options.Bug == PlantedBug.SkipsSync);
        _witness = new Witness(_time);
        _functions = new Functions(Stream(3), _time, _witness);
        var machines = Machines.All.Keys.ToList();
        for (var number = _world.Next(2, 10); number > 0; number--)
        {
            _jobs.Add(new Job(machines[_world.Next(machines.Count)], string.Create(CultureInfo.InvariantCulture, $"job-{number}"), TimeSpan.FromMilliseconds(_world.Next(0, 60_000))));
        }
    }

    /// <summary>Runs one seed from beginning to end.</summary>
    public static SimulationOutcome Run(int seed, SimulationOptions? options = null)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // what waits goes on where the simulation says, and nowhere else
        try
        {
            using var run = new SimulationRun(seed, options ?? new SimulationOptions());
            return run.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public void Dispose() => _disk.Dispose();

    /// <summary>A sequence of its own for each purpose, so that one more draw here changes nothing there.</summary>
    private Random Stream(int purpose) => new(unchecked((_seed * 31) + purpose));

    private SimulationOutcome Run()
    {
        string? violation = null;
        try
        {
            var lives = _options.CrashAtSync is null ? _world.Next(1, 6) : 1;
            for (var life = 0; life < lives; life++)
            {
                RunLife(life, Draw());
            }

            RunLife(lives, new DiskFault(DiskFaultKind.None, 0));
        }
        catch (SimulationViolationException found)
        {
            violation = found.Message;
        }

        return new SimulationOutcome(
            _seed, violation, _story, _witness.Commits, _functions.Calls, _steps, _syncsOfFirstLife, _time.Elapsed, unchecked(_witness.Fingerprint + (ulong)_steps));
    }

    private DiskFault Draw()
    {
        if (_options.CrashAtSync is not null)
        {
            return new DiskFault(DiskFaultKind.PowerCut, long.MaxValue); // by sync, not by operation
        }

        var kind = (DiskFaultKind)_world.Next(1, 7);
        return new DiskFault(kind, _world.Next(3) == 0 ? _world.Next(1, 60) : _world.Next(1, 1_500));
    }

    private void RunLife(int life, DiskFault fault)
    {
        var scheduler = new SeededScheduler(Stream(100 + life));
        _time.BeginLife(scheduler);
        _disk.Plan(fault);
        var process = new SimulatedProcess(_options, _disk, _time, scheduler, _functions, _witness, new SeededEntropySource(unchecked((_seed * 7) + life)));
        var running = scheduler.PostAsync(() => process.RunAsync(_jobs, Stream(1_000 + life)));
        try
        {
            while (Advance(scheduler, process, running, fault))
            {
            }
        }
        finally
        {
            _steps += scheduler.Steps;
            _syncsOfFirstLife = life == 0 ? _disk.Syncs : _syncsOfFirstLife;
            process.Abandon();
        }

        var powerCut = fault.Kind == DiskFaultKind.PowerCut || (fault.Kind != DiskFaultKind.None && _world.Next(3) == 0);
        _story.Add(string.Create(CultureInfo.InvariantCulture,
            $"life {life}: {fault.Kind} at operation {fault.AtOperation}; ended at operation {_disk.Operations}, {_time.Elapsed}, {_witness.Commits} commits so far; the power {(powerCut ? "went" : "stayed")}"));
        _disk.Restart(powerCut);
    }

    /// <returns>False when this life is over.</returns>
    private bool Advance(SeededScheduler scheduler, SimulatedProcess process, Task running, DiskFault fault)
    {
        if (_options.CrashAtSync is { } sync && fault.Kind == DiskFaultKind.PowerCut && _disk.Syncs >= sync)
        {
            _disk.Kill();
        }

        if (_disk.IsDead)
        {
            return false;
        }

        var struck = fault.Kind != DiskFaultKind.None && _disk.Operations >= fault.AtOperation;
        if (scheduler.Escape is { } escape)
        {
            throw new SimulationViolationException("Something ran on another thread, so that the seed no longer decides everything: " + escape);
        }

        Check(process, running, struck, fault);
        if (struck && (process.IsFaulted || running.IsFaulted))
        {
            return false; // it says why and ends; somebody mends the disk and starts it again
        }

        if (scheduler.Steps > MostSteps)
        {
            throw Stuck($"{MostSteps} steps did not suffice");
        }

        if (scheduler.RunOne())
        {
            return true;
        }

        if (_jobs.TrueForAll(job => job.IsAccepted && _witness.HasEnded(job.Name)))
        {
            return false;
        }

        if (_time.Elapsed > LongestRun)
        {
            throw Stuck($"after {_time.Elapsed} of virtual time");
        }

        return _time.RingNext() ? true : throw Stuck("nothing is left to do");
    }

    private void Check(SimulatedProcess process, Task running, bool struck, DiskFault fault)
    {
        if ((_witness.Violation ?? _functions.Violation) is { } violation)
        {
            throw violation;
        }

        if (running.Exception?.Flatten().InnerExceptions.OfType<SimulationViolationException>().FirstOrDefault() is { } found)
        {
            throw found;
        }

        if (!struck && running.Exception is { } failure)
        {
            throw new SimulationViolationException($"On a sound disk ({fault.Kind} is to come): {failure.GetBaseException()}");
        }

        if (!struck && (process.IsFaulted || process.Log.First is not null))
        {
            throw new SimulationViolationException($"On a sound disk ({fault.Kind} is to come) the engine stands still or logs an error: {process.Log.First}");
        }
    }

    private SimulationViolationException Stuck(string how) => new(
        $"Not all is done, {how}: {string.Join(", ", _jobs.Where(job => !job.IsAccepted || !_witness.HasEnded(job.Name)).Select(job => $"'{job.Name}' ({job.Machine}, {_witness.EventsOf(job.Name).Count} events)"))}.");
}
