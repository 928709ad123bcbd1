using System.Runtime.InteropServices;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Stores;

/// <summary>What brings a stored execution back into memory.</summary>
/// <param name="IsActive">It has calls in flight: it stays in memory, and is taken up at once after a crash.</param>
/// <param name="Due">
/// When time alone moves it, in whole milliseconds rounded up so that nothing wakes early; null where it waits for an answer only.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WakeTime(bool IsActive, DateTimeOffset? Due)
{
    public static WakeTime Of(Execution execution)
    {
        if (!execution.IsRunning)
        {
            return default;
        }

        var active = false;
        foreach (var frame in execution.Frames.Values)
        {
            active |= frame.Wait is WaitingForTask { CallInFlight: true } or WaitingForMapRun { HasFailed: false };
        }

        return new WakeTime(active, execution.NextDue is { } due ? CeilingToMilliseconds(due) : null);
    }

    private static DateTimeOffset CeilingToMilliseconds(DateTimeOffset time)
    {
        var beyond = time.UtcTicks % TimeSpan.TicksPerMillisecond;
        return beyond == 0 ? time : time.AddTicks(TimeSpan.TicksPerMillisecond - beyond);
    }
}
