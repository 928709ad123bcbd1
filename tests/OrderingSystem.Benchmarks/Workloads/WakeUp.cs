using System.Diagnostics;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>w4: timers that are due at the same moment, and new orders while they go off.</summary>
internal static class WakeUp
{
    public static async Task<WorkloadResult> RunAsync(WorkloadOptions options)
    {
        await using var engine = await BenchmarkEngine.OpenAsync(options.Folder);
        var alarm = await engine.CreateAlarmAsync();
        var happy = await engine.CreateHappyAsync();
        await Measure.RunAsync(500, options.Concurrency, number => HappyOrders.OneAsync(engine, happy, $"warm-{number}", number));
        var due = TimeProvider.System.GetUtcNow().AddSeconds(30 + (options.Orders / 5_000));
        var input = $$"""{"at":"{{due:yyyy-MM-ddTHH:mm:ss.fffZ}}"}""";
        var started = Stopwatch.GetTimestamp();
        await Measure.RunAsync(options.Orders, options.Concurrency, number => engine.StartAsync(alarm, $"alarm-{number:D8}", input));
        var rate = options.Orders / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await Task.Delay(due - TimeProvider.System.GetUtcNow(), TimeProvider.System);

        var awake = AllAwakeAsync(engine, due);
        var latencies = new List<double>();
        while (!awake.IsCompleted)
        {
            var begun = Stopwatch.GetTimestamp();
            await HappyOrders.OneAsync(engine, happy, $"meanwhile-{latencies.Count}", latencies.Count);
            latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        var allAwake = (await awake).TotalMilliseconds;
        return new WorkloadResult("w4", options.Orders)
        {
            OrdersPerSecond = rate,
            AllAwakeMs = allAwake,
            TransitionsPerSecond = options.Orders / allAwake * 1_000,
            P50Ms = Measure.Percentile(latencies, 0.5),
            P99Ms = Measure.Percentile(latencies, 0.99),
            RssMb = Measure.ResidentMegabytes(),
            DiskMb = Measure.DiskMegabytes(options.Folder),
            Transactions = engine.Store.Transactions,
        };
    }

    private static async Task<TimeSpan> AllAwakeAsync(BenchmarkEngine engine, DateTimeOffset due)
    {
        var started = Stopwatch.GetTimestamp();
        while (engine.Engine.Idle.NextDue is { } next && next <= due.AddSeconds(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        // The orders placed meanwhile have time-outs of their own, later than this.
        while (await engine.Store.NextWakeAsync(default) is { } next && next <= due.AddSeconds(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
