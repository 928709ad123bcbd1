using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores.InMemory;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>engines: as a test suite uses the engine: many in one process, each on its own clock, each starts, runs a wait of 30 days and stops.</summary>
internal static class ManyEngines
{
    private const string Month = """{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 2592000, "End": true } } }""";

    public static async Task<WorkloadResult> RunAsync(WorkloadOptions options)
    {
        _ = await OneAsync(0); // compiles
        var started = Stopwatch.GetTimestamp();
        var milliseconds = new List<double>(await Task.WhenAll(Enumerable.Range(1, options.Orders).Select(number => Task.Run(() => OneAsync(number)))));
        return new WorkloadResult("engines", options.Orders)
        {
            OrdersPerSecond = options.Orders / Stopwatch.GetElapsedTime(started).TotalSeconds,
            P50Ms = Measure.Percentile(milliseconds, 0.5),
            P99Ms = Measure.Percentile(milliseconds, 0.99),
            RssMb = Measure.ResidentMegabytes(),
        };
    }

    /// <returns>From the engine's start to its end, in milliseconds.</returns>
    private static async Task<double> OneAsync(int number)
    {
        var begun = Stopwatch.GetTimestamp();
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(number));
        var start = clock.GetUtcNow();
        await using (var engine = await EmbeddedEngine.StartAsync(new EngineParts(new InMemoryExecutionStore()) { Clock = clock }))
        {
            var machine = await engine.Api.CreateStateMachineAsync(
                new CreateStateMachineRequest("month", Month, "arn:aws:iam::123456789012:role/r", StateMachineType.Standard), default);
            var execution = await engine.Api.StartExecutionAsync(new StartExecutionRequest(machine.StateMachineArn, null, null), default);
            await engine.SkipIdleTimeAsync(clock.SetUtcNow);
            var ended = await engine.Api.DescribeExecutionAsync(execution.ExecutionArn, default);
            if (ended.StopDate - start != TimeSpan.FromDays(30))
            {
                throw new InvalidOperationException($"Engine {number} ended at {ended.StopDate}.");
            }
        }

        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
