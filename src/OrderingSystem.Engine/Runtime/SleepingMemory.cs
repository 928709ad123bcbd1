using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Runtime;

/// <summary>What an execution that sleeps in memory takes of it.</summary>
internal static class SleepingMemory
{
    public static long EstimateBytes(Execution execution)
    {
        const int Fixed = 2_000; // the objects themselves
        var bytes = Fixed + execution.Facts.Input.Bytes;
        foreach (var frame in execution.Frames.Values)
        {
            bytes += frame.Input.Bytes + 500;
        }

        return bytes;
    }
}
