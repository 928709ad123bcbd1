using OrderingSystem.Benchmarks.Load;
using OrderingSystem.Benchmarks.Search;
using OrderingSystem.Benchmarks.Workloads;

// dotnet run -c Release --project tests/OrderingSystem.Benchmarks -- WORKLOAD [--orders N] [--concurrency 64] [--data DIR] [--no-raw] [--json]: one JSON line, last
return args switch
{
    ["search", ..] => await SearchBenchmark.RunAsync(args),
    ["load", ..] => await LoadBenchmark.RunAsync(args),
    _ => await WorkloadRunner.RunAsync(args),
};
