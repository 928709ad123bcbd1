using System.Globalization;
using OrderingSystem.Engine.Sqlite.Codec;
using OrderingSystem.Engine.Sqlite.Folder;
using OrderingSystem.Engine.Sqlite.Migrations;
using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.Sqlite.Reading;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using SQLitePCL;

namespace OrderingSystem.Engine.Sqlite.Checking;

/// <summary>
/// Reads a whole store, in use or not, in one snapshot, and says what is wrong with it: damaged pages and rows, histories with gaps, executions that
/// nothing would ever move on. Changes nothing.
/// </summary>
public sealed class StoreCheck
{
    private const int MostProblems = 100;

    private readonly SqliteConnection _connection;
    private readonly ReadSession _session;
    private readonly Dictionary<long, StateMachineRevision> _revisions = [];
    private readonly List<string> _problems = [];
    private long _problemCount;
    private long _events;

    private StoreCheck(SqliteConnection connection, ReadSession session) => (_connection, _session) = (connection, session);

    /// <param name="expected">Executions that somebody else's records count on.</param>
    /// <exception cref="DataFolderException">There is no store, or it cannot be read at all.</exception>
    public static CheckReport Run(string folder, IReadOnlyList<ExpectedExecution> expected)
    {
        var path = Path.Combine(folder, StoreFile.Name);
        if (!File.Exists(path))
        {
            throw new DataFolderException($"'{folder}' holds no {StoreFile.Name}: name the data folder with --data.");
        }

        try
        {
            using var connection = SqliteConnection.Open(path, readOnly: true);
            var version = connection.ReadNumber("PRAGMA user_version");
            using var session = version == Schema.Version ? new ReadSession(connection) : null;
            return session is not null
                ? new StoreCheck(connection, session).Run(expected)
                : throw new DataFolderException(version > Schema.Version
                    ? $"'{path}' was written by a newer release (schema {version}; this one knows {Schema.Version}): check it with that release."
                    : $"'{path}' is of schema {version}; this release brings it to {Schema.Version} when it is started on it. Check it after that.");
        }
        catch (SqliteException failure) when (failure.PrimaryCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return new CheckReport(0, 0, 0, [$"SQLite cannot read '{path}': {failure.Text}. Restore a backup."], 1);
        }
        catch (SqliteException failure)
        {
            throw new DataFolderException($"'{path}' cannot be read: {failure.Text}.", failure);
        }
    }

    private CheckReport Run(IReadOnlyList<ExpectedExecution> expected)
    {
        _connection.Execute("BEGIN");
        CheckPages();
        var (executions, running) = CheckExecutions();
        CheckStrays();
        CheckExpected(expected);
        return new CheckReport(executions, running, _events, _problems, _problemCount);
    }

    private void CheckPages()
    {
        using var statement = _connection.PrepareOnce("PRAGMA integrity_check");
        while (statement.Step())
        {
            if (statement.Text(0) is var line && line != "ok")
            {
                Add($"SQLite: {line}");
            }
        }
    }

    private (long Executions, long Running) CheckExecutions()
    {
        var (executions, running) = (0L, 0L);
        using var statement = _connection.PrepareOnce(
            """
            SELECT e.id, e.name, e.status, m.name, l.version, l.wake_at, l.state IS NOT NULL,
              EXISTS (SELECT 1 FROM revisions r JOIN definitions d ON d.id = r.definition_id WHERE r.id = e.revision_id)
            FROM executions e LEFT JOIN state_machines m ON m.id = e.state_machine_id LEFT JOIN live l ON l.id = e.id ORDER BY e.id
            """);
        using var findName = _connection.PrepareOnce("SELECT 1 FROM execution_names WHERE hash = ? AND execution_id = ?");
        using var history = _connection.PrepareOnce("SELECT key, events FROM history WHERE key >= ? AND key < ? ORDER BY key");
        while (statement.Step())
        {
            executions++;
            var id = statement.Number(0);
            var label = $"execution {id.ToString(CultureInfo.InvariantCulture)} ('{statement.Text(1)}')";
            var isRunning = (ExecutionStatus)statement.Number(2) == ExecutionStatus.Running;
            running += isRunning ? 1 : 0;
            if (statement.IsNull(3) || statement.Number(7) == 0)
            {
                Add($"{label}: its state machine or its definition is missing");
                continue;
            }

            if (!findName.Bind(1, Keys.NameHash(statement.Text(3), statement.Text(1))).Bind(2, id).Step())
            {
                Add($"{label}: cannot be found by its name");
            }

            findName.Reset();
            var last = CheckHistory(history, id, label);
            if (isRunning != (statement.Number(6) != 0))
            {
                Add(isRunning ? $"{label}: runs, but its state is missing" : $"{label}: has ended, but has the state of one that runs");
            }
            else if (isRunning)
            {
                CheckState(id, label, statement.Number(4), statement.OptionalNumber(5), last);
            }
            else if (last is not null && !IsEnd(last.Type))
            {
                Add($"{label}: has ended, but its last event is {last.Type}");
            }
        }

        return (executions, running);
    }

    private HistoryEvent? CheckHistory(SqliteStatement rows, long id, string label)
    {
        HistoryEvent? last = null;
        var next = 1L;
        _ = rows.Bind(1, Keys.Compose(id, 0)).Bind(2, Keys.End(id));
        try
        {
            while (rows.Step())
            {
                foreach (var e in Stored.Decode("history", rows.Number(0), rows.Blob(1), Keys.Part(rows.Number(0)), static (blob, first) => HistoryCodec.Read(blob, first)))
                {
                    _events++;
                    if (e.Id != next)
                    {
                        Add($"{label}: event {next} is missing; {e.Id} follows {next - 1}");
                    }

                    if (e.PreviousEventId >= e.Id)
                    {
                        Add($"{label}: event {e.Id} names {e.PreviousEventId} as the one before it");
                    }

                    if (last is not null && e.Timestamp < last.Timestamp)
                    {
                        Add($"{label}: event {e.Id} is dated before event {last.Id}");
                    }

                    if (last is not null && IsEnd(last.Type) && e.Type != HistoryEventType.ExecutionRedriven)
                    {
                        Add($"{label}: event {e.Id} ({e.Type}) follows its end");
                    }

                    (last, next) = (e, e.Id + 1);
                }
            }
        }
        catch (StoredDataCorruptException damage)
        {
            Add($"{label}: {damage.Message}");
            return null;
        }
        finally
        {
            rows.Reset();
        }

        if (last is null)
        {
            Add($"{label}: has no history");
        }

        return last;
    }

    private void CheckState(long id, string label, long version, long? wakeAt, HistoryEvent? last)
    {
        try
        {
            var state = StateReader.ReadLive(_session, id, Revision)!.Execution;
            var wake = WakeTime.Of(state);
            if (last is not null && (version != last.Id || state.LastEventId != last.Id))
            {
                Add($"{label}: its state is that of event {version}, its history ends with {last.Id}");
            }

            if (wakeAt != (wake.IsActive ? 0 : wake.Due is { } due ? Math.Max(1, Keys.Milliseconds(due)) : null))
            {
                Add($"{label}: is filed under another time of waking than its state has");
            }

            if (!wake.IsActive && wake.Due is null && !state.Frames.Values.Any(WaitsForAnswer))
            {
                Add($"{label}: has no call in flight, no time to wake and no answer to wait for: nothing would ever move it on");
            }
        }
        catch (StoredDataCorruptException damage)
        {
            Add($"{label}: {damage.Message}");
        }
    }

    private void CheckExpected(IReadOnlyList<ExpectedExecution> expected)
    {
        foreach (var (machine, name, whatFor) in expected)
        {
            var statement = _session.ByName.Bind(1, Keys.NameHash(machine, name)).Bind(2, name).Bind(3, machine);
            var status = statement.Step() ? (ExecutionStatus)statement.Number(3) : (ExecutionStatus?)null;
            statement.Reset();
            if (status is null)
            {
                Add($"{whatFor}: its execution '{name}' of '{machine}' is not there: nothing would ever move it on");
            }
            else if (status is ExecutionStatus.Failed or ExecutionStatus.TimedOut)
            {
                Add($"{whatFor}: its execution '{name}' of '{machine}' has ended as {status}: redrive it, or cancel the order");
            }
        }
    }

    private StateMachineRevision Revision(ReadSession session, long id) =>
        _revisions.TryGetValue(id, out var known) ? known : _revisions[id] = RevisionTable.Read(session, id);

    /// <summary>Rows that belong to nothing: what a deletion that stopped half way would leave.</summary>
    private void CheckStrays()
    {
        foreach (var (table, owner) in new[] { ("live", "id"), ("ended", "id"), ("frames", "key >> 20"), ("history", "key >> 20") })
        {
            var strays = _connection.ReadNumber($"SELECT count(*) FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM executions e WHERE e.id = t.{owner})");
            if (strays > 0)
            {
                Add($"table {table}: {strays} rows belong to no execution");
            }
        }
    }

    /// <summary>By token, as an activity, or through executions of its own.</summary>
    private static bool WaitsForAnswer(Frame frame) => frame.Wait is not (WaitingForTime or WaitingForRetry or WaitingForChildren or WaitingForTurn or FrameEnded);

    private static bool IsEnd(HistoryEventType type) => type is HistoryEventType.ExecutionSucceeded or HistoryEventType.ExecutionFailed
        or HistoryEventType.ExecutionTimedOut or HistoryEventType.ExecutionAborted;

    private void Add(string problem)
    {
        _problemCount++;
        if (_problems.Count < MostProblems)
        {
            _problems.Add(problem);
        }
    }
}
