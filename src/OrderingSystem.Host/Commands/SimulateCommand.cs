using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using OrderingSystem.Engine.Simulation;

namespace OrderingSystem.Host.Commands;

/// <summary><c>simulate</c>: the engine and its store on disks that fail, from seeds. Exit code 0 where everything held, 1 with the first seeds that failed.</summary>
internal sealed class SimulateCommand
{
    private const int Failed = 1;
    private const int MostFailures = 5;

    private readonly Option<int> _seeds = CommandLineOptions.Make("--seeds", "How many seeds to run.", ParseCount, 1_000, recursive: false);

    private readonly Option<int> _first = CommandLineOptions.Make("--first-seed", "The first of them. One that failed is repeated by --first-seed N --seeds 1.", ParseFirst, 0, recursive: false);

    private readonly Option<PlantedBug> _bug = CommandLineOptions.Make(
        "--plant", "Put a bug in, to see it found: ActsBeforeCommit, SkipsSync or WakesEarly.", ParseBug, PlantedBug.None, recursive: false);

    public SimulateCommand()
    {
        Command = new Command(
            "simulate", "Run the engine and its store in virtual time on disks that fail: crashes, power cuts, torn writes, failing syncs, full disks, clocks that are set. One seed decides everything.")
        {
            _seeds,
            _first,
            _bug,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken) => Refusals.ExplainAsync(() =>
    {
        var (first, count, options) = (line.GetValue(_first), line.GetValue(_seeds), new SimulationOptions(line.GetValue(_bug)));
        var progress = new Progress(count);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, (number, state) =>
        {
            var outcome = SimulationRun.Run(first + number, options);
            if (progress.Add(outcome) >= MostFailures)
            {
                state.Stop();
            }
        });
        Console.WriteLine(progress.Summary());
        return Task.FromResult(progress.Failures == 0 ? 0 : Failed);
    });

    private static int ParseCount(string text, out string? problem)
    {
        problem = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? null : "is not a whole number above 0.";
        return count;
    }

    private static int ParseFirst(string text, out string? problem)
    {
        problem = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? null : "is not a whole number from 0.";
        return first;
    }

    private static PlantedBug ParseBug(string text, out string? problem)
    {
        problem = Enum.TryParse<PlantedBug>(text, ignoreCase: true, out var bug) && Enum.IsDefined(bug) ? null : "is not None, ActsBeforeCommit, SkipsSync or WakesEarly.";
        return bug;
    }

    /// <summary>Counts, and says every few seconds how far it is.</summary>
    private sealed class Progress(int seeds)
    {
        private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

        private readonly Lock _gate = new();
        private readonly long _began = Stopwatch.GetTimestamp();
        private TimeSpan _nextLine = Pace;
        private TimeSpan _simulated;
        private long _done;
        private long _commits;
        private ulong _fingerprint;

        public int Failures { get; private set; }

        /// <returns>Failures so far.</returns>
        public int Add(SimulationOutcome outcome)
        {
            lock (_gate)
            {
                _done++;
                _commits += outcome.Commits;
                _fingerprint = unchecked(_fingerprint + outcome.Fingerprint);
                _simulated += outcome.SimulatedTime;
                if (outcome.Violation is not null)
                {
                    Failures++;
                    Report(outcome);
                }

                if (Stopwatch.GetElapsedTime(_began) is var elapsed && elapsed >= _nextLine)
                {
                    _nextLine = elapsed + Pace;
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{_done:N0} of {seeds:N0} seeds, {_done / elapsed.TotalSeconds:N0} a second, {Failures} failed"));
                }

                return Failures;
            }
        }

        public string Summary() => string.Create(CultureInfo.InvariantCulture,
            $"{_done:N0} seeds, {_commits:N0} commits, {_simulated.TotalDays:N0} days of virtual time in {Stopwatch.GetElapsedTime(_began).TotalSeconds:N0} s: {(Failures == 0 ? "everything held." : $"{Failures} failed.")} Fingerprint {_fingerprint:x16}.");

        private static void Report(SimulationOutcome outcome)
        {
            Console.WriteLine($"Seed {outcome.Seed} failed: {outcome.Violation}");
            foreach (var line in outcome.Story)
            {
                Console.WriteLine("  " + line);
            }

            Console.WriteLine($"  Again: simulate --first-seed {outcome.Seed} --seeds 1");
        }
    }
}
