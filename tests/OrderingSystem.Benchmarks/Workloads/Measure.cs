using System.Diagnostics;

namespace OrderingSystem.Benchmarks.Workloads;

internal static class Measure
{
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }

    public static double ResidentMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }

    public static double DiskMegabytes(string folder) => new DirectoryInfo(folder).EnumerateFiles("engine.db*").Sum(file => file.Length) / 1e6;

    /// <summary>Runs numbered work, so many at a time.</summary>
    public static Task RunAsync(int count, int concurrency, Func<int, Task> work)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) < count)
            {
                await work(number);
            }
        })));
    }
}
