using System.Diagnostics;
using System.Globalization;
using OrderingSystem.Engine.Sqlite.Checking;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>
/// kills: a process works on w1 and is killed at a random moment, <c>--orders</c> times (50) on the same folder. After each kill the file is checked and every order
/// that was said to be accepted is looked for; at the end all are brought to their end.
/// </summary>
internal static class Kills
{
    public static async Task<WorkloadResult> RunAsync(WorkloadOptions options)
    {
        var random = new Random(1);
        var accepted = new HashSet<string>(StringComparer.Ordinal);
        for (var kill = 1; kill <= options.Orders; kill++)
        {
            using var child = ChildProcess.Start("kills-child", "--concurrency", options.Concurrency.ToString(CultureInfo.InvariantCulture), "--data", options.Folder);
            var reading = ReadAsync(child.StandardOutput, accepted);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 2_500)), TimeProvider.System);
            child.Kill();
            await child.WaitForExitAsync();
            await reading;
            var report = StoreCheck.Run(options.Folder, [.. accepted.Select(name => new ExpectedExecution("happy", name, "order " + name))]);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"kill {kill}: {accepted.Count:N0} accepted, {report.Executions:N0} stored, {report.Running:N0} under way, {report.ProblemCount} problems"));
            if (report.ProblemCount > 0)
            {
                throw new InvalidOperationException($"After kill {kill}: {string.Join("; ", report.Problems)}");
            }
        }

        var started = Stopwatch.GetTimestamp();
        await using (var engine = await BenchmarkEngine.OpenAsync(options.Folder))
        {
            foreach (var name in accepted)
            {
                var ended = await engine.Engine.Api.WaitForEndAsync($"arn:aws:states:us-east-1:123456789012:execution:happy:{name}", default);
                if (ended.Status != StatesLanguage.Executions.ExecutionStatus.Succeeded)
                {
                    throw new InvalidOperationException($"{name} ended {ended.Status}: {ended.Error} {ended.Cause}");
                }
            }
        }

        return new WorkloadResult("kills", options.Orders)
        {
            OrdersPerSecond = accepted.Count,
            RecoveryMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            RssMb = Measure.ResidentMegabytes(),
            DiskMb = Measure.DiskMegabytes(options.Folder),
        };
    }

    /// <summary>Places orders without end, and names each that was accepted.</summary>
    public static async Task<WorkloadResult?> RunChildAsync(WorkloadOptions options)
    {
        await using var engine = await BenchmarkEngine.OpenAsync(options.Folder);
        var machine = await engine.CreateHappyAsync();
        var run = Stopwatch.GetTimestamp();
        await Measure.RunAsync(int.MaxValue, options.Concurrency, async number =>
        {
            var name = $"order-{run}-{number}";
            var execution = await engine.StartAsync(machine, name, BenchmarkEngine.OrderInput(number));
            await Console.Out.WriteLineAsync(name);
            _ = await engine.Engine.Api.WaitForEndAsync(execution, default);
        });
        return null;
    }

    private static async Task ReadAsync(StreamReader output, HashSet<string> accepted)
    {
        while (await output.ReadLineAsync() is { } name)
        {
            _ = accepted.Add(name);
        }
    }
}
