namespace OrderingSystem.Engine.Sqlite;

public sealed record SqliteStoreOptions
{
    /// <summary>Writes that may wait; further callers wait for room.</summary>
    public int QueueLength { get; init; } = 4_096;

    /// <summary>Most writes in one transaction.</summary>
    public int MaxGroup { get; init; } = 1_024;

    /// <summary>
    /// Pages of the write-ahead log after which it is carried over into the database file. Every write waits meanwhile: 4,000 pages take 30 ms, and a longer log
    /// makes no more of them, for its pages no longer stay in the processor's cache.
    /// </summary>
    public int CheckpointPages { get; init; } = 1_000;

    /// <summary>Memory for pages that the writer works on.</summary>
    public int CacheKilobytes { get; init; } = 64 * 1024;

    /// <summary>Where the writer runs: the thread pool, unless a simulation decides the order of everything.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Largest size of the database file in pages of 4 kB; null leaves it to the disk. Reaching it counts as a full disk.</summary>
    public long? MaxPages { get; init; }
}
