using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Waking;

namespace OrderingSystem.Engine.Runtime;

/// <summary>Which executions stay in memory between two stimuli: those with calls in flight, and, within a budget, those that are due soon.</summary>
internal sealed class Residency(WakeScheduler waking, TimeProvider clock, EngineOptions options)
{
    private long _sleepingBytes;

    /// <summary>Tells the scheduler when an execution is due, after each of its commits.</summary>
    public void SetWake(ResidentExecution resident)
    {
        var wake = WakeTime.Of(resident.State!);
        if (wake.IsActive || IsDueSoon(wake))
        {
            waking.SetResident(resident.Id, wake.Due);
        }
        else
        {
            waking.SetAsleep(resident.Id, wake.Due);
        }
    }

    /// <summary>The execution has something to do: it no longer counts among those that sleep in memory.</summary>
    public void Awake(ResidentExecution resident)
    {
        if (resident.SleepingBytes > 0)
        {
            _ = Interlocked.Add(ref _sleepingBytes, -resident.SleepingBytes);
            resident.SleepingBytes = 0;
        }
    }

    /// <summary>Decides, under the execution's own lock and with no mail waiting, whether a running one stays in memory.</summary>
    public bool MayStay(ResidentExecution resident)
    {
        var state = resident.State!;
        var wake = WakeTime.Of(state);
        if (wake.IsActive)
        {
            return true;
        }

        if (IsDueSoon(wake))
        {
            var bytes = SleepingMemory.EstimateBytes(state);
            if (Interlocked.Add(ref _sleepingBytes, bytes) <= options.SleepersInMemoryBytes)
            {
                resident.SleepingBytes = bytes;
                return true;
            }

            _ = Interlocked.Add(ref _sleepingBytes, -bytes);
        }

        waking.SetAsleep(resident.Id, wake.Due);
        return false;
    }

    private bool IsDueSoon(WakeTime wake) => wake.Due is { } due && due - clock.GetUtcNow() <= options.KeepInMemoryBefore;
}
