namespace OrderingSystem.Benchmarks.Fuzzing;

/// <summary>What one try came to.</summary>
internal enum FuzzOutcome
{
    /// <summary>Taken, and run to its end.</summary>
    Accepted,

    /// <summary>Refused with an error that says what is wrong, and where.</summary>
    Refused,

    /// <summary>Refused without a place, or without a sentence.</summary>
    WithoutPlace,
}

/// <summary>One kind of trouble: makes something from a seed, and tries it.</summary>
/// <param name="Try">What it throws is a crash.</param>
internal sealed record FuzzKind(string Name, Func<ulong, FuzzOutcome> Try);

/// <summary>What many tries of one kind came to.</summary>
internal sealed class FuzzTally(string name)
{
    public string Name { get; } = name;

    public long Tries { get; private set; }

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    public long WithoutPlace { get; private set; }

    public double SlowestMs { get; private set; }

    public ulong SlowestSeed { get; private set; }

    public double MostAllocatedMb { get; private set; }

    public List<string> Crashes { get; } = [];

    public void Add(ulong seed, FuzzOutcome outcome, TimeSpan took, long allocated)
    {
        Tries++;
        Accepted += outcome == FuzzOutcome.Accepted ? 1 : 0;
        Refused += outcome == FuzzOutcome.Refused ? 1 : 0;
        WithoutPlace += outcome == FuzzOutcome.WithoutPlace ? 1 : 0;
        if (took.TotalMilliseconds > SlowestMs)
        {
            (SlowestMs, SlowestSeed) = (took.TotalMilliseconds, seed);
        }

        MostAllocatedMb = Math.Max(MostAllocatedMb, allocated / 1e6);
    }

    public void AddCrash(ulong seed, Exception crash)
    {
        Tries++;
        Crashes.Add($"{Name} seed {seed}: {crash.GetType().Name}: {crash.Message}");
    }
}
