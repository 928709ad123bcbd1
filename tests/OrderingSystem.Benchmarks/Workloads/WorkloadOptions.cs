using System.Globalization;

namespace OrderingSystem.Benchmarks.Workloads;

/// <param name="Folder">Made for the run and removed after it, unless it was given.</param>
internal sealed record WorkloadOptions(string Workload, int Orders, int Concurrency, string Folder, bool KeepFolder, bool Raw)
{
    /// <summary>w1-flat: finished executions in the full file.</summary>
    public int Finished { get; init; }

    /// <summary>w1 in its forms: orders run on another folder first, so that what is measured is compiled code and not the compiler at work.</summary>
    public int WarmUp { get; init; }

    /// <summary>all: of each workload.</summary>
    public int Runs { get; init; }

    public static WorkloadOptions Parse(string[] args)
    {
        string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        int Number(string name, int otherwise) => Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var workload = args.Length > 0 ? args[0] : "w1";
        var orders = Number("--orders", workload switch { "w3" => 20_000, "w2" or "w4" => 100_000, "kills" => 50, "engines" => 100, _ => 20_000 });
        var folder = Value("--data");
        return new WorkloadOptions(workload, orders, Number("--concurrency", 64), folder ?? Directory.CreateTempSubdirectory("bench-").FullName,
            folder is not null, !args.Contains("--no-raw"))
        {
            Finished = Number("--finished", 1_000_000),
            WarmUp = Number("--warm-up", Math.Min(orders, 20_000)),
            Runs = Number("--runs", 3),
        };
    }
}

/// <summary>One run's figures; those that a workload does not measure are null.</summary>
internal sealed record WorkloadResult(string Workload, int Orders)
{
    public double OrdersPerSecond { get; init; }

    public double? TransitionsPerSecond { get; init; }

    public double? P50Ms { get; init; }

    public double? P99Ms { get; init; }

    public double RssMb { get; init; }

    public double DiskMb { get; init; }

    public double? RecoveryMs { get; init; }

    /// <summary>Raw SQLite in lock-step, measured in the same run: orders (w1) or sleepers (w2) per second.</summary>
    public double? RawPerSecond { get; init; }

    public double? RatioToRaw { get; init; }

    /// <summary>Raw SQLite that inserts the bytes that the engine wrote, in groups as large as the engine's, in the same run.</summary>
    public double? SameBytesPerSecond { get; init; }

    public double? RatioToSameBytes { get; init; }

    /// <summary>w1-flat: the same on an empty file, in the same run.</summary>
    public double? EmptyPerSecond { get; init; }

    public double? RatioToEmpty { get; init; }

    /// <summary>w1-flat: w1 while retention removes what is old, beside w1 on the same file before.</summary>
    public double? RatioWhileRemoving { get; init; }

    public double? P99WhileRemovingMs { get; init; }

    /// <summary>w1-flat: executions that retention removed meanwhile.</summary>
    public long? Removed { get; init; }

    public double? BytesOfDiskEach { get; init; }

    public double? BytesOfMemoryEach { get; init; }

    /// <summary>w2: from the start of the process after the kill until a new order was done.</summary>
    public double? FirstOrderMs { get; init; }

    /// <summary>w4: from the due time until all had run.</summary>
    public double? AllAwakeMs { get; init; }

    public long? Transactions { get; init; }
}
