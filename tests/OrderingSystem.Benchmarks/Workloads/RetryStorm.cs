using System.Diagnostics;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>w3: a task that fails five times and then succeeds, a second between the tries; all orders started together.</summary>
internal static class RetryStorm
{
    /// <summary>Start, six answers, five wakings.</summary>
    private const int TransitionsPerOrder = 12;

    public static async Task<WorkloadResult> RunAsync(WorkloadOptions options)
    {
        await using var engine = await BenchmarkEngine.OpenAsync(options.Folder);
        var machine = await engine.CreateFlakyAsync();
        var latencies = new double[options.Orders];
        var started = Stopwatch.GetTimestamp();
        await Measure.RunAsync(options.Orders, options.Orders, async number =>
        {
            var begun = Stopwatch.GetTimestamp();
            await HappyOrders.OneAsync(engine, machine, $"flaky-{number:D8}", number);
            latencies[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        });
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var disk = Measure.DiskMegabytes(options.Folder);
        return new WorkloadResult("w3", options.Orders)
        {
            OrdersPerSecond = options.Orders / elapsed,
            TransitionsPerSecond = options.Orders * TransitionsPerOrder / elapsed,
            P50Ms = Measure.Percentile(latencies, 0.5),
            P99Ms = Measure.Percentile(latencies, 0.99),
            RssMb = Measure.ResidentMegabytes(),
            DiskMb = disk,
            BytesOfDiskEach = disk * 1e6 / options.Orders,
            Transactions = engine.Store.Transactions,
        };
    }
}
