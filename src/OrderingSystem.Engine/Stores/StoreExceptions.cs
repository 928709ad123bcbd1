namespace OrderingSystem.Engine.Stores;

/// <summary>Another transition of the same execution was committed first: load again and advance again.</summary>
public sealed class ExecutionConflictException(long executionId, long expectedVersion)
    : Exception($"Execution {executionId} is no longer at event {expectedVersion}.")
{
    public long ExecutionId { get; } = executionId;
}

/// <summary>The state machine has an execution of this name already.</summary>
public sealed class ExecutionNameTakenException(long existingExecutionId)
    : Exception($"The name belongs to execution {existingExecutionId}.")
{
    public long ExistingExecutionId { get; } = existingExecutionId;
}

/// <summary>
/// The store can take no more writes: the disk is full, failed, or the file is damaged. Nothing that was acknowledged is lost; go on after
/// the cause is mended, by starting again.
/// </summary>
public sealed class StoreFaultedException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>A stored row does not read as what this release, or an earlier one, writes.</summary>
/// <param name="table">Where it stands.</param>
/// <param name="key">The row's key, for people.</param>
public sealed class StoredDataCorruptException(string table, string key, string problem, Exception? innerException = null)
    : Exception($"The row {key} of table {table} is damaged: {problem}", innerException)
{
    public string Table { get; } = table;

    public string Key { get; } = key;
}

/// <summary>The data folder cannot be used; the message says why and what to do. Nothing in it was changed.</summary>
public sealed class DataFolderException(string message, Exception? innerException = null) : Exception(message, innerException);
