namespace OrderingSystem.Engine.Tasks;

/// <summary>How many calls of services are made at a time.</summary>
public sealed record TaskDispatcherOptions
{
    public int MaxConcurrent { get; init; } = 1_024;

    /// <summary>Per function or other resource.</summary>
    public int MaxPerResource { get; init; } = 256;

    /// <summary>Where calls begin: the thread pool, unless a simulation decides the order of everything.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Calls that may wait; beyond it new executions and wake-ups wait.</summary>
    public int MaxPending { get; init; } = 50_000;

    /// <summary>What the inputs of the calls that wait may take, in UTF-8 bytes; beyond it new executions and wake-ups wait, too: fifty thousand small inputs are little, large ones are not.</summary>
    public long MaxPendingBytes { get; init; } = 256 * 1024 * 1024;
}
