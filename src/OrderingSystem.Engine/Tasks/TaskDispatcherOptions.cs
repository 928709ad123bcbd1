namespace OrderingSystem.Engine.Tasks;

/// <summary>How many calls of services are made at a time.</summary>
public sealed record TaskDispatcherOptions
{
    public int MaxConcurrent { get; init; } = 1_024;

    /// <summary>Per function or other resource.</summary>
    public int MaxPerResource { get; init; } = 256;

    /// <summary>Where calls begin: the thread pool, unless a simulation decides the order of everything.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Calls that may wait in memory; beyond it wake-ups wait, new executions are left on disk until there is room, and those that live in memory alone are held back.</summary>
    public int MaxPending { get; init; } = 2_000;

    /// <summary>What the inputs of the calls that wait may take, in UTF-8 bytes; beyond it the same happens: two thousand small inputs are little, large ones are not.</summary>
    public long MaxPendingBytes { get; init; } = 64 * 1024 * 1024;
}
