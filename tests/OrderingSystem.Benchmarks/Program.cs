using BenchmarkDotNet.Running;
using OrderingSystem.Benchmarks;
using OrderingSystem.Benchmarks.ColdStarts;
using OrderingSystem.Benchmarks.Fuzzing;
using OrderingSystem.Benchmarks.Load;
using OrderingSystem.Benchmarks.Search;
using OrderingSystem.Benchmarks.Workloads;

// dotnet run -c Release --project tests/OrderingSystem.Benchmarks -- WORKLOAD [--orders N] [--concurrency 64] [--data DIR] [--no-raw] [--json]: one JSON line, last
// … -- core [--job short] [--inProcess]: the pure core under BenchmarkDotNet; … -- core-cpu: the same in processor time; … -- fuzz [--seeds N]: wild definitions and expressions on it
// … -- cold-start [BOOTSTRAP]: the native executable of the functions, from its start to its first request for work
// … -- connections [--count 10000] [--rounds 2]: so many open connections at an engine of its own; it must still answer, and let go of all of them
// … -- search | web-search [--orders 100000] [--data DIR]: searches of many orders in the store | by keyboard in Chromium, end to end
// … -- load [--seconds 60] [--connections 64] [--kill]: wrk places orders at a host of its own, built in the same configuration
switch (args)
{
    case ["core", .. var options]:
        _ = BenchmarkSwitcher.FromTypes([typeof(InterpreterBenchmarks), typeof(JsonataBenchmarks)]).Run(options.Contains("--filter") ? options : [.. options, "--filter", "*"]);
        return 0;
    case ["core-cpu", ..]:
        return CoreCpu.Run();
    case ["fuzz", .. var options]:
        return FuzzRunner.Run(options);
    case ["search", ..]:
        return await SearchBenchmark.RunAsync(args);
    case ["web-search", ..]:
        return await WebSearchBenchmark.RunAsync(args);
    case ["cold-start", ..]:
        return await ColdStartBenchmark.RunAsync(args);
    case ["connections", ..]:
        return await ConnectionsBenchmark.RunAsync(args);
    case ["load", ..]:
        return await LoadBenchmark.RunAsync(args);
    default:
        return await WorkloadRunner.RunAsync(args);
}
