using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Sqlite.Writing;

/// <summary>The writer's connection and its statements, prepared once.</summary>
internal sealed class WriteSession(SqliteConnection connection) : IDisposable
{
    /// <summary>The name under which <c>meta</c> keeps a time that no stored event is later than, in milliseconds.</summary>
    public const string LatestEventName = "latest_event";

    private readonly SqliteStatement _begin = connection.Prepare("BEGIN IMMEDIATE");
    private readonly SqliteStatement _commit = connection.Prepare("COMMIT");
    private readonly SqliteStatement _rollback = connection.Prepare("ROLLBACK");
    private readonly SqliteStatement _findName = connection.Prepare(
        "SELECT e.id FROM execution_names n JOIN executions e ON e.id = n.execution_id WHERE n.hash = ? AND e.state_machine_id = ? AND e.name = ?");
    private readonly SqliteStatement _insertName = connection.Prepare("INSERT INTO execution_names (hash, execution_id) VALUES (?, ?)");
    private readonly SqliteStatement _insertExecution = connection.Prepare(
        """
        INSERT INTO executions (id, state_machine_id, revision_id, name, status, started_at, stopped_at, redrive_count, redriven_at, origin, version, alias)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);
    private readonly SqliteStatement _updateExecution = connection.Prepare(
        "UPDATE executions SET status = ?, stopped_at = ?, redrive_count = ?, redriven_at = ? WHERE id = ?");
    private readonly SqliteStatement _insertLive = connection.Prepare("INSERT INTO live (id, version, wake_at, state) VALUES (?, ?, ?, ?)");
    private readonly SqliteStatement _updateLive = connection.Prepare("UPDATE live SET version = ?, state = ? WHERE id = ? AND version = ?");
    private readonly SqliteStatement _updateLiveAndWake = connection.Prepare(
        "UPDATE live SET version = ?, wake_at = ?, state = ? WHERE id = ? AND version = ?");
    private readonly SqliteStatement _deleteLive = connection.Prepare("DELETE FROM live WHERE id = ? AND version = ?");
    private readonly SqliteStatement _writeFrame = connection.Prepare("INSERT OR REPLACE INTO frames (key, frame) VALUES (?, ?)");
    private readonly SqliteStatement _deleteFrame = connection.Prepare("DELETE FROM frames WHERE key = ?");
    private readonly SqliteStatement _deleteExecution = connection.Prepare("DELETE FROM executions WHERE id = ? AND stopped_at = ?");
    private readonly SqliteStatement _deleteName = connection.Prepare("DELETE FROM execution_names WHERE hash = ? AND execution_id = ?");
    private readonly SqliteStatement _deleteHistory = connection.Prepare("DELETE FROM history WHERE key >= ? AND key < ?");
    private readonly SqliteStatement _deleteEndedOfExecution = connection.Prepare("DELETE FROM ended WHERE id = ?");
    private readonly SqliteStatement _insertEnded = connection.Prepare("INSERT INTO ended (id, state) VALUES (?, ?)");
    private readonly SqliteStatement _deleteEnded = connection.Prepare(
        "DELETE FROM ended WHERE id = ? AND (SELECT stopped_at FROM executions e WHERE e.id = ended.id) IS ?");
    private readonly SqliteStatement _insertHistory = connection.Prepare("INSERT INTO history (key, events) VALUES (?, ?)");
    private readonly SqliteStatement _deleteMeta = connection.Prepare("DELETE FROM meta WHERE name = ?");
    private readonly SqliteStatement _deleteMetaFrom = connection.Prepare("DELETE FROM meta WHERE name >= ? AND name < ?");
    private readonly SqliteStatement _writeMeta = connection.Prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");

    private readonly SqliteStatement _insertOutbox = connection.Prepare("INSERT INTO outbox (execution_id, event) VALUES (?, ?)");

    public SqliteConnection Connection => connection;

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    public void RollBack()
    {
        if (connection.InTransaction) // SQLite rolls back by itself after some errors
        {
            _ = _rollback.Run();
        }
    }

    public long? FindExecution(long stateMachineId, string stateMachineName, string name)
    {
        var found = _findName.Bind(1, Keys.NameHash(stateMachineName, name)).Bind(2, stateMachineId).Bind(3, name).Step();
        long? id = found ? _findName.Number(0) : null;
        _findName.Reset();
        return id;
    }

    public void InsertExecution(long id, StateMachineRevision revision, Execution execution, ReadOnlySpan<byte> origin)
    {
        _ = _insertName.Bind(1, Keys.NameHash(execution.Facts.StateMachineName, execution.Facts.Name)).Bind(2, id).Run();
        _ = _insertExecution.Bind(1, id).Bind(2, revision.StateMachineId).Bind(3, revision.Id).Bind(4, execution.Facts.Name)
            .Bind(5, (long)execution.Status).Bind(6, Keys.Milliseconds(execution.Facts.StartTime)).Bind(7, OptionalMilliseconds(execution.StopTime))
            .Bind(8, execution.RedriveCount).Bind(9, OptionalMilliseconds(execution.RedriveTime)).Bind(10, origin)
            .Bind(11, execution.Facts.Version).Bind(12, execution.Facts.Alias).Run();
    }

    public void UpdateExecution(long id, Execution execution) =>
        _ = _updateExecution.Bind(1, (long)execution.Status).Bind(2, OptionalMilliseconds(execution.StopTime)).Bind(3, execution.RedriveCount)
            .Bind(4, OptionalMilliseconds(execution.RedriveTime)).Bind(5, id).Run();

    public void InsertLive(long id, long version, long? wakeAt, ReadOnlySpan<byte> state) =>
        _ = _insertLive.Bind(1, id).Bind(2, version).Bind(3, wakeAt).Bind(4, state).Run();

    /// <returns>False where the row is not at the expected version.</returns>
    public bool UpdateLive(long id, long expectedVersion, long version, long? oldWakeAt, long? wakeAt, ReadOnlySpan<byte> state) =>
        oldWakeAt == wakeAt // the two indexes are left alone then
            ? _updateLive.Bind(1, version).Bind(2, state).Bind(3, id).Bind(4, expectedVersion).Run() == 1
            : _updateLiveAndWake.Bind(1, version).Bind(2, wakeAt).Bind(3, state).Bind(4, id).Bind(5, expectedVersion).Run() == 1;

    /// <inheritdoc cref="UpdateLive"/>
    public bool DeleteLive(long id, long expectedVersion) => _deleteLive.Bind(1, id).Bind(2, expectedVersion).Run() == 1;

    /// <param name="stopTime">When the loaded execution had stopped, which tells one end from the next.</param>
    public bool DeleteEnded(long id, DateTimeOffset? stopTime) => _deleteEnded.Bind(1, id).Bind(2, OptionalMilliseconds(stopTime)).Run() == 1;

    public void InsertEnded(long id, ReadOnlySpan<byte> state) => _ = _insertEnded.Bind(1, id).Bind(2, state).Run();

    /// <summary>Deletes an execution with its name, its history and its state.</summary>
    /// <param name="stoppedAt">When it had ended as it was read, in milliseconds.</param>
    /// <returns>False where it is gone, or runs again: nothing was deleted.</returns>
    public bool DeleteExecution(long id, long stoppedAt, long nameHash)
    {
        if (_deleteExecution.Bind(1, id).Bind(2, stoppedAt).Run() == 0)
        {
            return false;
        }

        _ = _deleteName.Bind(1, nameHash).Bind(2, id).Run();
        _ = _deleteHistory.Bind(1, Keys.Compose(id, 0)).Bind(2, Keys.End(id)).Run();
        _ = _deleteEndedOfExecution.Bind(1, id).Run();
        return true;
    }

    /// <param name="frame">Null deletes.</param>
    public void WriteFrame(long key, byte[]? frame) =>
        _ = frame is null ? _deleteFrame.Bind(1, key).Run() : _writeFrame.Bind(1, key).Bind(2, frame.AsSpan()).Run();

    public void InsertHistory(long key, ReadOnlySpan<byte> events) => _ = _insertHistory.Bind(1, key).Bind(2, events).Run();

    public void InsertOutbox(long executionId, ReadOnlySpan<byte> statusChange) => _ = _insertOutbox.Bind(1, executionId).Bind(2, statusChange).Run();

    public void WriteMeta(string name, ReadOnlySpan<byte> value) => _ = _writeMeta.Bind(1, name).Bind(2, value).Run();

    /// <param name="value">Null deletes.</param>
    public void WriteMeta(string name, byte[]? value)
    {
        if (value is null)
        {
            _ = _deleteMeta.Bind(1, name).Run();
        }
        else
        {
            WriteMeta(name, value.AsSpan());
        }
    }

    /// <summary>Deletes all whose names begin with this.</summary>
    /// <param name="prefix">Ends in a slash.</param>
    public void DeleteMetaFrom(string prefix) => _ = _deleteMetaFrom.Bind(1, prefix).Bind(2, prefix[..^1] + '0').Run(); // the character behind the slash

    public void WriteLatestEvent(long milliseconds) => _ = _writeMeta.Bind(1, LatestEventName).Bind(2, milliseconds).Run();

    public void Dispose() => connection.Dispose();

    private static long? OptionalMilliseconds(DateTimeOffset? time) => time is { } value ? Keys.Milliseconds(value) : null;
}
