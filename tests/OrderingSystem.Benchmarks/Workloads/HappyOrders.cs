using System.Diagnostics;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>w1: orders of four Task states each, from start to end, full history kept.</summary>
internal static class HappyOrders
{
    /// <summary>Start, and one for each task's end.</summary>
    private const int TransitionsPerOrder = 5;

    /// <param name="keepFor">How long executions are kept after their end; null for ever.</param>
    public static async Task<WorkloadResult> RunAsync(WorkloadOptions options, TimeSpan? keepFor = null)
    {
        if (options.WarmUp > 0)
        {
            var folder = Directory.CreateTempSubdirectory("bench-warm-");
            _ = await RunAsync(options with { Orders = options.WarmUp, WarmUp = 0, Raw = false, Folder = folder.FullName });
            folder.Delete(recursive: true);
        }

        await using var engine = await BenchmarkEngine.OpenAsync(options.Folder, keepFor);
        var machine = await engine.CreateHappyAsync();
        var run = Stopwatch.GetTimestamp(); // a kept folder has the names of earlier runs
        await Measure.RunAsync(Math.Min(2_000, options.Orders), options.Concurrency, number => OneAsync(engine, machine, $"warm-{run}-{number}", number));
        var diskBefore = Measure.DiskMegabytes(options.Folder);
        var latencies = new double[options.Orders];
        var transactions = engine.Store.Transactions;
        var started = Stopwatch.GetTimestamp();
        await Measure.RunAsync(options.Orders, options.Concurrency, async number =>
        {
            var begun = Stopwatch.GetTimestamp();
            await OneAsync(engine, machine, $"order-{run}-{number:D8}", number);
            latencies[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        });
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        transactions = engine.Store.Transactions - transactions;
        var disk = Measure.DiskMegabytes(options.Folder);
        var rss = Measure.ResidentMegabytes();
        var raw = options.Raw ? RawSqlite.OrdersPerSecond(options.Folder, Math.Min(options.Orders, 20_000), options.Concurrency) : (double?)null;
        var bytesEach = (disk - diskBefore) * 1e6 / options.Orders;
        var group = Math.Max(1, (int)Math.Round((double)options.Orders * TransitionsPerOrder / transactions));
        var sameBytes = options.Raw ? RawSqlite.OrdersPerSecond(options.Folder, Math.Min(options.Orders, 20_000), group, TransitionsPerOrder, (int)bytesEach) : (double?)null;
        return new WorkloadResult("w1", options.Orders)
        {
            OrdersPerSecond = options.Orders / elapsed,
            TransitionsPerSecond = options.Orders * TransitionsPerOrder / elapsed,
            P50Ms = Measure.Percentile(latencies, 0.5),
            P99Ms = Measure.Percentile(latencies, 0.99),
            RssMb = rss,
            DiskMb = disk,
            BytesOfDiskEach = bytesEach,
            RawPerSecond = raw,
            RatioToRaw = options.Orders / elapsed / raw,
            SameBytesPerSecond = sameBytes,
            RatioToSameBytes = options.Orders / elapsed / sameBytes,
            Transactions = transactions,
        };
    }

    public static async Task OneAsync(BenchmarkEngine engine, string machine, string name, int number)
    {
        var execution = await engine.StartAsync(machine, name, BenchmarkEngine.OrderInput(number));
        var ended = await engine.Engine.Api.WaitForEndAsync(execution, default);
        if (ended.Status != StatesLanguage.Executions.ExecutionStatus.Succeeded)
        {
            throw new InvalidOperationException($"{name} ended {ended.Status}: {ended.Error} {ended.Cause}");
        }
    }
}
