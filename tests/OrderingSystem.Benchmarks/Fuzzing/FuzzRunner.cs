using System.Diagnostics;
using System.Globalization;

namespace OrderingSystem.Benchmarks.Fuzzing;

/// <summary>
/// <c>fuzz [--seeds N] [--from SEED]</c>: tries wrong and wild definitions, inputs, texts and expressions on the pure core. Exit code 1 where anything crashed,
/// ran too long or too large, or gave an error without a place.
/// </summary>
internal static class FuzzRunner
{
    /// <summary>Far beyond what is measured; a machine under load is slower by a factor, not without end.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private const double TooManyMegabytes = 2_000;

    public static int Run(string[] args)
    {
        var seeds = Number(args, "--seeds", 2_000);
        var from = Number(args, "--from", 1);
        var tallies = new List<FuzzTally>();
        foreach (var kind in FuzzKinds.All)
        {
            var tally = new FuzzTally(kind.Name);
            tallies.Add(tally);
            for (var seed = (ulong)from; seed < (ulong)(from + seeds); seed++)
            {
                Try(kind, seed, tally);
            }
        }

        Print(tallies);
        var failed = tallies.Exists(tally => tally.Crashes.Count > 0 || tally.WithoutPlace > 0 || tally.SlowestMs > Hang.TotalMilliseconds || tally.MostAllocatedMb > TooManyMegabytes);
        return failed ? 1 : 0;
    }

    private static void Try(FuzzKind kind, ulong seed, FuzzTally tally)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        try
        {
            var outcome = kind.Try(seed);
            tally.Add(seed, outcome, Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (Exception crash) // whatever it is, it is what is looked for
        {
            tally.AddCrash(seed, crash);
        }
    }

    private static void Print(List<FuzzTally> tallies)
    {
        Console.WriteLine($"{"kind",-46} {"tries",9} {"accepted",9} {"refused",9} {"no place",8} {"crashes",7} {"slowest ms",11} {"most MB",8}");
        foreach (var tally in tallies)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{tally.Name,-46} {tally.Tries,9:#,##0} {tally.Accepted,9:#,##0} {tally.Refused,9:#,##0} {tally.WithoutPlace,8} {tally.Crashes.Count,7} {tally.SlowestMs,11:#,##0.0} {tally.MostAllocatedMb,8:#,##0.0}"));
        }

        foreach (var crash in tallies.SelectMany(tally => tally.Crashes.Take(5)))
        {
            Console.WriteLine(crash);
        }

        foreach (var tally in tallies.Where(tally => tally.SlowestMs > 500))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slowest of '{tally.Name}': seed {tally.SlowestSeed}"));
        }
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
