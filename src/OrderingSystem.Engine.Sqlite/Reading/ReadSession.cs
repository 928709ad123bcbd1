using OrderingSystem.Engine.Sqlite.Native;

namespace OrderingSystem.Engine.Sqlite.Reading;

/// <summary>A read-only connection and its statements.</summary>
internal sealed class ReadSession(SqliteConnection connection) : IDisposable
{
    private const string RecordColumns = "e.id, e.revision_id, e.name, e.status, e.started_at, e.stopped_at, e.redrive_count, e.redriven_at, e.version, e.alias";

    public SqliteStatement Begin { get; } = connection.Prepare("BEGIN");

    public SqliteStatement Commit { get; } = connection.Prepare("COMMIT");

    public SqliteStatement Live { get; } = connection.Prepare(
        "SELECT e.revision_id, e.name, e.origin, l.state FROM live l JOIN executions e ON e.id = l.id WHERE l.id = ?");

    public SqliteStatement Ended { get; } = connection.Prepare(
        "SELECT e.revision_id, e.name, e.origin, s.state FROM ended s JOIN executions e ON e.id = s.id WHERE s.id = ?");

    public SqliteStatement Frames { get; } = connection.Prepare("SELECT key, frame FROM frames WHERE key >= ? AND key < ? ORDER BY key");

    public SqliteStatement Record { get; } = connection.Prepare($"SELECT {RecordColumns} FROM executions e WHERE e.id = ?");

    public SqliteStatement ByName { get; } = connection.Prepare(
        $"""
        SELECT {RecordColumns} FROM execution_names n JOIN executions e ON e.id = n.execution_id JOIN state_machines m ON m.id = e.state_machine_id
        WHERE n.hash = ? AND e.name = ? AND m.name = ? ORDER BY e.id DESC LIMIT 1
        """);

    public SqliteStatement List { get; } = connection.Prepare(
        $"SELECT {RecordColumns} FROM executions e WHERE e.state_machine_id = ? AND e.id < ? ORDER BY e.id DESC LIMIT ?");

    public SqliteStatement ListSucceeded { get; } = connection.Prepare(
        $"SELECT {RecordColumns} FROM executions e WHERE e.state_machine_id = ? AND e.id < ? AND e.status = 2 ORDER BY e.id DESC LIMIT ?");

    public SqliteStatement ListRunning { get; } = connection.Prepare(
        $"""
        SELECT {RecordColumns} FROM live l JOIN executions e ON e.id = l.id
        WHERE e.state_machine_id = ? AND l.id < ? ORDER BY l.id DESC LIMIT ?
        """);

    public SqliteStatement ListUnsuccessful { get; } = connection.Prepare(
        $"""
        SELECT {RecordColumns} FROM executions e INDEXED BY executions_unsuccessful
        WHERE e.state_machine_id = ? AND e.id < ? AND e.status = ? AND e.status > 2 ORDER BY e.id DESC LIMIT ?
        """);

    public SqliteStatement ListVersion { get; } = connection.Prepare(ListStartedOn("version"));

    public SqliteStatement ListAlias { get; } = connection.Prepare(ListStartedOn("alias"));

    public SqliteStatement Origin { get; } = connection.Prepare("SELECT origin FROM executions WHERE id = ?");

    public SqliteStatement HistoryUp { get; } = connection.Prepare("SELECT key, events FROM history WHERE key >= ? AND key < ? ORDER BY key");

    public SqliteStatement HistoryDown { get; } = connection.Prepare("SELECT key, events FROM history WHERE key >= ? AND key <= ? ORDER BY key DESC");

    public SqliteStatement Due { get; } = connection.Prepare(
        "SELECT id, wake_at FROM live INDEXED BY live_wake WHERE wake_at > 0 AND wake_at <= ? ORDER BY wake_at, id LIMIT ?");

    public SqliteStatement NextWake { get; } = connection.Prepare("SELECT min(wake_at) FROM live INDEXED BY live_wake WHERE wake_at > 0");

    public SqliteStatement Outbox { get; } = connection.Prepare("SELECT sequence, execution_id, event FROM outbox WHERE sequence > ? ORDER BY sequence LIMIT ?");

    public SqliteStatement Active { get; } = connection.Prepare(
        "SELECT id FROM live INDEXED BY live_active WHERE wake_at = 0 AND id > ? ORDER BY id LIMIT ?");

    /// <summary>Some executions in ascending order, but not the newest: its id is what the next one counts on from.</summary>
    public SqliteStatement Oldest { get; } = connection.Prepare(
        """
        SELECT e.id, e.stopped_at, m.name, e.name, CASE WHEN instr(m.name, '/') = 0 THEN 0 ELSE EXISTS (
          SELECT 1 FROM meta a JOIN executions p ON p.id = CAST(CAST(a.value AS TEXT) AS INTEGER)
          WHERE a.name = 'catalog.map-run-arn/' || replace(m.arn, ':stateMachine:', ':mapRun:') || ':' || r.token) END
        FROM executions e JOIN state_machines m ON m.id = e.state_machine_id JOIN revisions r ON r.id = e.revision_id
        WHERE e.id > ? AND e.id < (SELECT max(id) FROM executions) ORDER BY e.id LIMIT ?
        """);

    public SqliteStatement Revision { get; } = connection.Prepare(RevisionQuery + " WHERE r.id = ?");

    public SqliteStatement StateMachines { get; } = connection.Prepare(RevisionQuery + " WHERE m.deleted = 0 AND m.revision_id = r.id ORDER BY m.id");

    public SqliteStatement LastRevision { get; } = connection.Prepare(
        "SELECT coalesce((SELECT max(id) FROM revisions), 0), coalesce((SELECT max(id) FROM state_machines), 0)");

    public SqliteStatement Meta { get; } = connection.Prepare("SELECT name, value FROM meta WHERE name >= ? ORDER BY name");

    private const string RevisionQuery =
        """
        SELECT r.id, m.id, m.name, m.arn, m.type, r.role_arn, d.text, r.definition_id, r.token, m.created_at, r.updated_at
        FROM revisions r JOIN state_machines m ON m.id = r.state_machine_id JOIN definitions d ON d.id = r.definition_id
        """;

    public void Dispose() => connection.Dispose();

    /// <param name="column">Has an index of its own, <c>executions_{column}</c>.</param>
    private static string ListStartedOn(string column) =>
        $"""
        SELECT {RecordColumns} FROM executions e INDEXED BY executions_{column}
        WHERE e.state_machine_id = ? AND e.{column} = ? AND e.id < ? AND e.status = ifnull(?, e.status) ORDER BY e.id DESC LIMIT ?
        """;
}
