namespace OrderingSystem.Engine.Runtime;

/// <summary>Numbers for new executions, ascending in the order of starting.</summary>
/// <param name="last">The largest that was ever given.</param>
internal sealed class ExecutionNumbers(long last)
{
    private long _last = last;

    public long Next() => Interlocked.Increment(ref _last);
}
