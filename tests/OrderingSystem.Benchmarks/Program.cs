using OrderingSystem.Benchmarks.Workloads;

// dotnet run -c Release --project tests/OrderingSystem.Benchmarks -- WORKLOAD [--orders N] [--concurrency 64] [--data DIR] [--no-raw] [--json]: one JSON line, last
return await WorkloadRunner.RunAsync(args);
