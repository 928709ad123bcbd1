using System.Diagnostics;
using System.Globalization;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>w2: executions that wait a year; then SIGKILL and a restart.</summary>
internal static class Sleepers
{
    public static async Task<WorkloadResult> RunAsync(WorkloadOptions options)
    {
        var raw = options.Raw ? RawSqlite.OrdersPerSecond(options.Folder, Math.Min(options.Orders, 100_000), options.Concurrency, commits: 3, bytesPerOrder: 2_000) : (double?)null;
        using var child = ChildProcess.Start("w2-child", "--orders", Text(options.Orders), "--concurrency", Text(options.Concurrency), "--data", options.Folder);
        var line = await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The sleeping process ended early.");
        child.Kill();
        await child.WaitForExitAsync();
        var figures = line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var disk = Measure.DiskMegabytes(options.Folder);

        var started = Stopwatch.GetTimestamp();
        await using var engine = await BenchmarkEngine.OpenAsync(options.Folder);
        var machine = await engine.CreateHappyAsync();
        var ready = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await HappyOrders.OneAsync(engine, machine, "after-the-kill", 1);
        var firstOrder = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return new WorkloadResult("w2", options.Orders)
        {
            OrdersPerSecond = figures[0],
            RssMb = figures[1],
            BytesOfMemoryEach = figures[2],
            DiskMb = disk,
            BytesOfDiskEach = disk * 1e6 / options.Orders,
            RecoveryMs = ready,
            FirstOrderMs = firstOrder,
            RawPerSecond = raw,
            RatioToRaw = figures[0] / raw,
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Puts them to sleep, says so, and waits to be killed.</summary>
    public static async Task<WorkloadResult?> RunChildAsync(WorkloadOptions options)
    {
        await using var engine = await BenchmarkEngine.OpenAsync(options.Folder);
        var machine = await engine.CreateSleeperAsync();
        var before = Measure.ResidentMegabytes();
        var started = Stopwatch.GetTimestamp();
        await Measure.RunAsync(options.Orders, options.Concurrency, number => engine.StartAsync(machine, $"sleeper-{number:D8}", BenchmarkEngine.OrderInput(number)));
        var rate = options.Orders / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var resident = Measure.ResidentMegabytes();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{rate} {resident} {(resident - before) * 1e6 / options.Orders}"));
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return null;
    }
}
