namespace OrderingSystem.Engine.Sqlite.Writing;

/// <summary>A write that waits for its turn. Its task completes once the transaction that holds it is on disk.</summary>
internal abstract class PendingWrite() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private Exception? _refusal;

    /// <summary>Carries out the write inside the open transaction.</summary>
    /// <returns>Null, or why the write is refused; it has then changed nothing.</returns>
    protected abstract Exception? Apply(WriteSession session);

    public void ApplyTo(WriteSession session) => _refusal = Apply(session);

    /// <summary>Tells the caller what became of the write, after the commit.</summary>
    public void Answer()
    {
        if (_refusal is null)
        {
            _ = TrySetResult();
        }
        else
        {
            _ = TrySetException(_refusal);
        }
    }
}

/// <summary>A rare write, made up where it is asked for.</summary>
internal sealed class PendingAction(Action<WriteSession> apply) : PendingWrite
{
    protected override Exception? Apply(WriteSession session)
    {
        apply(session);
        return null;
    }
}
