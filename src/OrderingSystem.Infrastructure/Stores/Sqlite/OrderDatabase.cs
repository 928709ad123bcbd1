using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using OrderingSystem.Infrastructure.Stores.Sqlite.Migrations;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>The order side's SQLite file: one writer that commits concurrent writes together, and pooled readers.</summary>
/// <remarks>
/// WAL and <c>synchronous=FULL</c>: a write that returned survives a power cut. The disk's flush costs far more than a statement, so the writes
/// that wait while one flush runs share the next.
/// </remarks>
public sealed class OrderDatabase : IAsyncDisposable
{
    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection _writer;
    private readonly SqliteStatements _writerStatements;
    private readonly ReaderPool _readers;
    private readonly int _maxWritesPerCommit;
    private readonly Task _writing;

    /// <summary>Opens the file, and makes or migrates its tables.</summary>
    /// <exception cref="OrderDatabaseException">The file cannot be used; the message says why and what to do.</exception>
    public OrderDatabase(IOptions<SqliteStoreOptions> options)
    {
        var path = options.Value.Path;
        _maxWritesPerCommit = options.Value.MaxWritesPerCommit;
        _readers = new ReaderPool(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        _writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _writer.Open();
            OrderSchema.RefuseNewer(_writer, path);

            // Ids of orders are random, and so is where their rows go: with the 2 MB of cache that are usual, each would be read from the file first.
            // Everybody who writes waits while the log is carried over: 30 ms for 4,000 pages. A short log is carried over more often, and costs no more in all.
            Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA wal_autocheckpoint=1000; PRAGMA cache_size=-65536;");
            OrderSchema.Migrate(_writer, OrderSchema.Scripts);

            // A log may end in a transaction whose sync failed, which can be read and is not on the platter: carry it over, and begin the log anew.
            Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException failure)
        {
            _writer.Dispose();
            throw OrderDatabaseException.Of(path, failure);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _writerStatements = new SqliteStatements(_writer);
        _writing = Task.Factory.StartNew(WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Reads in a snapshot of what was committed.</summary>
    /// <param name="read">Finishes its reading before it returns.</param>
    internal T Read<T>(Func<SqliteStatements, T> read)
    {
        var reader = _readers.Take();
        try
        {
            return read(reader.Statements);
        }
        finally
        {
            _readers.GiveBack(reader);
        }
    }

    /// <summary>Runs one write; when the task ends well, it is on disk.</summary>
    /// <param name="write">
    /// Runs on the writer's thread, inside a transaction that it may share; it may run a second time, where another write of the same
    /// transaction fails.
    /// </param>
    internal Task<T> WriteAsync<T>(Func<SqliteStatements, T> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var queued = new Write<T>(write);
        ObjectDisposedException.ThrowIf(!_writes.Writer.TryWrite(queued), this);
        return queued.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_writes.Writer.TryComplete())
        {
            await _writing;
            _writerStatements.Dispose();
            await _writer.DisposeAsync();
            _readers.Dispose();
        }
    }

    private void WriteLoop()
    {
        var batch = new List<Write>(_maxWritesPerCommit);
        try
        {
            while (WaitForWork())
            {
                while (batch.Count < _maxWritesPerCommit && _writes.Reader.TryRead(out var write))
                {
                    batch.Add(write);
                }

                Commit(batch);
                batch.Clear();
            }
        }
        catch (Exception failure) // nobody waits for this thread: without a writer, whoever writes must hear of it at once, and not wait for ever
        {
            _ = _writes.Writer.TryComplete();
            batch.ForEach(write => write.Fail(failure));
            while (_writes.Reader.TryRead(out var write))
            {
                write.Fail(failure);
            }
        }
    }

    private bool WaitForWork()
    {
        var waiting = _writes.Reader.WaitToReadAsync();
        return waiting.IsCompleted ? waiting.GetAwaiter().GetResult() : waiting.AsTask().GetAwaiter().GetResult();
    }

    private void Commit(List<Write> batch)
    {
        var failure = TryCommit(batch);
        if (failure is null)
        {
            batch.ForEach(write => write.Succeed());
            return;
        }

        if (batch.Count == 1)
        {
            batch[0].Fail(failure);
            return;
        }

        // One of them is at fault: nothing of the batch was kept, so each goes again on its own.
        foreach (var write in batch)
        {
            Commit([write]);
        }
    }

    private Exception? TryCommit(List<Write> batch)
    {
        try
        {
            Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                write.Run(_writerStatements);
            }

            Execute("COMMIT");
            return null;
        }
        catch (Exception exception)
        {
            Rollback();
            return exception;
        }
    }

    private void Rollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // No transaction is open: BEGIN failed, or SQLite rolled back by itself (disk full, I/O error). The caller hears of that failure.
        }
    }

    private void Execute(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private abstract class Write
    {
        public abstract void Run(SqliteStatements statements);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteStatements, T> write) : Write
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _completion.Task;

        public override void Run(SqliteStatements statements) => _result = write(statements);

        public override void Succeed() => _completion.SetResult(_result!);

        public override void Fail(Exception exception) => _ = _completion.TrySetException(exception);
    }
}
