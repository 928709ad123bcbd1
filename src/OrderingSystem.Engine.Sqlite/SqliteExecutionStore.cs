using System.Collections.Concurrent;
using OrderingSystem.Engine.Sqlite.Codec;
using OrderingSystem.Engine.Sqlite.Folder;
using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.Sqlite.Reading;
using OrderingSystem.Engine.Sqlite.Writing;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Sqlite;

/// <summary>
/// Executions in one SQLite file, <c>{folder}/engine.db</c>: write-ahead log, flushed at every commit, one writer with group commit, readers
/// beside it. The folder has one owner at a time.
/// </summary>
public sealed class SqliteExecutionStore : IExecutionStore
{
    private readonly DataFolderLock? _ownership;
    private readonly GroupCommitter _writer;
    private readonly ReaderPool _readers;
    private readonly ConcurrentBag<BlobWriter> _blobs = [];
    private readonly ConcurrentDictionary<long, StateMachineRevision> _revisions = new();
    private bool _disposed;

    private SqliteExecutionStore(string path, string? vfs, DataFolderLock? ownership, SqliteConnection connection, SqliteStoreOptions options)
    {
        // A log may end in a transaction whose sync failed: it can be read, and is not on the platter. Commits behind it would be lost with it when the
        // power goes, so the log is carried over first, and begun anew.
        _ = connection.ReadNumber("PRAGMA wal_checkpoint(TRUNCATE)");

        // The write makes the log's file, so that its absence after a crash means that somebody removed it.
        connection.Execute("INSERT OR REPLACE INTO meta (name, value) SELECT 'opened', 1 + coalesce((SELECT value FROM meta WHERE name = 'opened'), 0)");
        ownership?.MarkOpen();
        _ownership = ownership;
        LastExecutionId = connection.ReadNumber("SELECT coalesce(max(id), 0) FROM executions");
        var mark = connection.ReadNumber($"SELECT coalesce((SELECT value FROM meta WHERE name = '{WriteSession.LatestEventName}'), 0)");
        LatestEventTime = mark == 0 ? null : Keys.Time(mark);
        _readers = new ReaderPool(path, vfs);
        _writer = new GroupCommitter(new WriteSession(connection), options, mark);
    }

    public long LastExecutionId { get; }

    public DateTimeOffset? LatestEventTime { get; }

    public Task<StoreFaultedException> Faulted => _writer.Faulted;

    /// <summary>Transactions committed since the store was opened: what group commit saves.</summary>
    public long Transactions => _writer.Transactions;

    /// <param name="folder">Made where it does not exist.</param>
    /// <exception cref="DataFolderException">The folder cannot be used; the message says why and what to do.</exception>
    public static SqliteExecutionStore Open(string folder, SqliteStoreOptions? options = null)
    {
        options ??= new SqliteStoreOptions();
        CreateFolder(folder);
        var ownership = DataFolderLock.Take(folder);
        try
        {
            var connection = StoreFile.Open(folder, ownership, options);
            try
            {
                return new SqliteExecutionStore(Path.Combine(folder, StoreFile.Name), vfs: null, ownership, connection, options);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException failure)
        {
            ownership.Dispose();
            throw StoreFile.Explain(Path.Combine(folder, StoreFile.Name), failure);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>On another file layer, whose owner sees to it that nobody else writes: for simulations of disks that fail.</summary>
    /// <param name="vfs">SQLite's name of it.</param>
    /// <exception cref="DataFolderException">The file cannot be used; the message says why and what to do.</exception>
    internal static SqliteExecutionStore OpenOn(string vfs, string path, SqliteStoreOptions options)
    {
        var connection = StoreFile.Open(path, vfs, options);
        try
        {
            return new SqliteExecutionStore(path, vfs, ownership: null, connection, options);
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw StoreFile.Explain(path, failure);
        }
    }

    /// <summary>Lets go of the file as a process does that dies: nothing more is written, and nobody is answered.</summary>
    internal void Abandon()
    {
        _disposed = true;
        _readers.Dispose();
        _writer.Abandon();
    }

    public Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (!_blobs.TryTake(out var blob))
        {
            blob = new BlobWriter();
        }

        var pending = new PendingCommit(commit, blob);
        _blobs.Add(blob);
        return _writer.WriteAsync(pending, cancellationToken);
    }

    public ValueTask<StoredExecution?> LoadAsync(long executionId, CancellationToken cancellationToken) =>
        Read((Store: this, executionId), static (session, x) => StateReader.Read(session, x.executionId, x.Store.Revision));

    public ValueTask<ExecutionRecord?> FindAsync(string stateMachineName, string executionName, CancellationToken cancellationToken) =>
        Read((Store: this, stateMachineName, executionName), static (session, x) => x.Store.ReadRecords(session, session.ByName
            .Bind(1, Keys.NameHash(x.stateMachineName, x.executionName)).Bind(2, x.executionName).Bind(3, x.stateMachineName)).FirstOrDefault());

    public ValueTask<ExecutionRecord?> GetAsync(long executionId, CancellationToken cancellationToken) =>
        Read((Store: this, executionId), static (session, x) => x.Store.ReadRecords(session, session.Record.Bind(1, x.executionId)).FirstOrDefault());

    public ValueTask<IReadOnlyList<ExecutionRecord>> ListAsync(
        long stateMachineId, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken) =>
        Read((Store: this, stateMachineId, status, Before: beforeId ?? long.MaxValue, limit), static (session, x) =>
        {
            var statement = x.status switch
            {
                null => session.List.Bind(3, x.limit),
                ExecutionStatus.Running => session.ListRunning.Bind(3, x.limit),
                ExecutionStatus.Succeeded => session.ListSucceeded.Bind(3, x.limit),
                _ => session.ListUnsuccessful.Bind(3, (long)x.status).Bind(4, x.limit),
            };
            return (IReadOnlyList<ExecutionRecord>)x.Store.ReadRecords(session, statement.Bind(1, x.stateMachineId).Bind(2, x.Before));
        });

    public ValueTask<IReadOnlyList<ExecutionRecord>> ListStartedOnAsync(
        long stateMachineId, StartedOn startedOn, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken) =>
        Read((Store: this, stateMachineId, startedOn, status, Before: beforeId ?? long.MaxValue, limit), static (session, x) =>
        {
            var statement = x.startedOn.Alias is { } alias ? session.ListAlias.Bind(2, alias) : session.ListVersion.Bind(2, x.startedOn.Version);
            return (IReadOnlyList<ExecutionRecord>)x.Store.ReadRecords(
                session, statement.Bind(1, x.stateMachineId).Bind(3, x.Before).Bind(4, (long?)x.status).Bind(5, x.limit));
        });

    public ValueTask<ExecutionOrigin?> ReadOriginAsync(long executionId, CancellationToken cancellationToken) =>
        Read(executionId, static (session, id) =>
        {
            var statement = session.Origin.Bind(1, id);
            try
            {
                return statement.Step() ? Stored.Decode("executions", id, statement.Blob(0), ExecutionCodec.ReadOrigin) : null;
            }
            finally
            {
                statement.Reset();
            }
        });

    public ValueTask<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(
        long executionId, long fromEventId, bool descending, int limit, long mostBytes, CancellationToken cancellationToken) =>
        Read((executionId, fromEventId, descending, limit, mostBytes), static (session, x) =>
            (IReadOnlyList<HistoryEvent>)HistoryReader.Read(session, x.executionId, x.fromEventId, x.descending, x.limit, x.mostBytes));

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        Read((until, limit), static (session, x) =>
        {
            var statement = session.Due.Bind(1, Keys.Milliseconds(x.until)).Bind(2, x.limit);
            var due = new List<DueExecution>();
            while (statement.Step())
            {
                due.Add(new DueExecution(statement.Number(0), Keys.Time(statement.Number(1))));
            }

            statement.Reset();
            return (IReadOnlyList<DueExecution>)due;
        });

    public ValueTask<DateTimeOffset?> NextWakeAsync(CancellationToken cancellationToken) =>
        Read(0, static (session, _) =>
        {
            var next = session.NextWake.Step() ? session.NextWake.OptionalNumber(0) : null;
            session.NextWake.Reset();
            return next is { } milliseconds ? Keys.Time(milliseconds) : (DateTimeOffset?)null;
        });

    public ValueTask<IReadOnlyList<long>> ReadActiveAsync(long afterId, int limit, CancellationToken cancellationToken) =>
        Read((afterId, limit), static (session, x) =>
        {
            var statement = session.Active.Bind(1, x.afterId).Bind(2, x.limit);
            var active = new List<long>();
            while (statement.Step())
            {
                active.Add(statement.Number(0));
            }

            statement.Reset();
            return (IReadOnlyList<long>)active;
        });

    public async Task<RemovalStep> RemoveEndedAsync(DateTimeOffset endedBefore, long afterId, int limit, CancellationToken cancellationToken)
    {
        var (seen, lastId, ended) = await Read((endedBefore, afterId, limit), static (session, x) => Removal.Find(session, x.endedBefore, x.afterId, x.limit));
        if (ended.Count > 0)
        {
            await _writer.WriteAsync(new PendingAction(session => Removal.Remove(session, ended)), cancellationToken);
        }

        return new RemovalStep(seen == limit ? lastId : null, ended.Count);
    }

    public ValueTask<IReadOnlyList<StateMachineRevision>> ReadStateMachinesAsync(CancellationToken cancellationToken) =>
        Read(0, static (session, _) => (IReadOnlyList<StateMachineRevision>)RevisionTable.Read(session.StateMachines));

    public ValueTask<StateMachineRevision?> ReadRevisionAsync(long revisionId, CancellationToken cancellationToken) =>
        _revisions.TryGetValue(revisionId, out var known)
            ? ValueTask.FromResult<StateMachineRevision?>(known)
            : Read((Store: this, revisionId), static (session, x) => RevisionTable.Read(session.Revision.Bind(1, x.revisionId)).FirstOrDefault());

    public Task AddRevisionAsync(StateMachineRevision revision, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new PendingAction(session => RevisionTable.Add(session.Connection, revision)), cancellationToken);

    public Task DeleteStateMachineAsync(long stateMachineId, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new PendingAction(session => RevisionTable.DeleteStateMachine(session.Connection, stateMachineId)), cancellationToken);

    public ValueTask<(long RevisionId, long StateMachineId)> ReadLastRevisionAsync(CancellationToken cancellationToken) =>
        Read(0, static (session, _) =>
        {
            session.LastRevision.Step();
            var last = (session.LastRevision.Number(0), session.LastRevision.Number(1));
            session.LastRevision.Reset();
            return last;
        });

    public async Task<byte[]> GetOrAddSettingAsync(string name, byte[] candidate, CancellationToken cancellationToken)
    {
        var value = candidate;
        await _writer.WriteAsync(new PendingAction(session => value = SettingTable.GetOrAdd(session, name, candidate)), cancellationToken);
        return value;
    }

    public ValueTask<IReadOnlyList<CatalogEntry>> ReadCatalogAsync(string prefix, CancellationToken cancellationToken) =>
        Read(prefix, static (session, prefix) => CatalogTable.Read(session, prefix));

    public Task WriteCatalogAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return _writer.WriteAsync(new PendingAction(session => CatalogTable.Write(session, entries)), cancellationToken);
    }

    /// <summary>Writes what was queued, and gives the folder free.</summary>
    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        Read((afterSequence, limit), static (session, x) => OutboxTable.Read(session, x.afterSequence, x.limit));

    public Task RemoveFromOutboxAsync(IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new PendingAction(session => OutboxTable.Remove(session, sequences)), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _readers.Dispose();
        _ownership?.MarkClosing();
        await _writer.DisposeAsync();
        _ownership?.Dispose();
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            _ = Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder '{folder}' cannot be made ({failure.Message}): choose another folder.", failure);
        }
    }

    private ValueTask<T> Read<TArgument, T>(TArgument argument, Func<ReadSession, TArgument, T> read)
    {
        try
        {
            return ValueTask.FromResult(_readers.Read(argument, read));
        }
        catch (SqliteException failure)
        {
            return ValueTask.FromException<T>(failure.PrimaryCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB
                ? new StoredDataCorruptException("unknown", "unknown", $"SQLite says '{failure.Text}'; restore a backup", failure)
                : new StoreFaultedException($"The store's file cannot be read ({failure.Text}).", failure));
        }
        catch (Exception failure) when (failure is StoredDataCorruptException or ObjectDisposedException)
        {
            return ValueTask.FromException<T>(failure);
        }
    }

    private List<ExecutionRecord> ReadRecords(ReadSession session, SqliteStatement statement)
    {
        var records = new List<ExecutionRecord>();
        try
        {
            while (statement.Step())
            {
                records.Add(new ExecutionRecord(
                    statement.Number(0), Revision(session, statement.Number(1)), statement.Text(2), (ExecutionStatus)statement.Number(3),
                    Keys.Time(statement.Number(4)), Time(statement.OptionalNumber(5)), (int)statement.Number(6), Time(statement.OptionalNumber(7)))
                {
                    StartedOn = new((int?)statement.OptionalNumber(8), statement.OptionalText(9)),
                });
            }
        }
        finally
        {
            statement.Reset();
        }

        return records;

        static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? Keys.Time(value) : null;
    }

    private StateMachineRevision Revision(ReadSession session, long id) =>
        _revisions.TryGetValue(id, out var known) ? known : _revisions[id] = RevisionTable.Read(session, id);
}
