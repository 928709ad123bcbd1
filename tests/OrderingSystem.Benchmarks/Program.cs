using OrderingSystem.Benchmarks.Search;
using OrderingSystem.Benchmarks.Workloads;

// dotnet run -c Release --project tests/OrderingSystem.Benchmarks -- WORKLOAD [--orders N] [--concurrency 64] [--data DIR] [--no-raw] [--json]: one JSON line, last
return args is ["search", ..] ? await SearchBenchmark.RunAsync(args) : await WorkloadRunner.RunAsync(args);
