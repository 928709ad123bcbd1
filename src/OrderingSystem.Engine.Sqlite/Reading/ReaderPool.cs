using System.Collections.Concurrent;
using OrderingSystem.Engine.Sqlite.Native;

namespace OrderingSystem.Engine.Sqlite.Reading;

/// <summary>Read-only connections, each lent to one reader at a time. Readers see what was committed when they began, and never wait.</summary>
internal sealed class ReaderPool(string path, string? vfs) : IDisposable
{
    private const int MostKept = 8;

    private readonly ConcurrentBag<ReadSession> _idle = [];
    private volatile bool _closed;

    public T Read<TArgument, T>(TArgument argument, Func<ReadSession, TArgument, T> read)
    {
        var session = _idle.TryTake(out var kept) ? kept : Open();
        try
        {
            return read(session, argument);
        }
        finally
        {
            if (_closed || _idle.Count >= MostKept)
            {
                session.Dispose();
            }
            else
            {
                _idle.Add(session);
            }
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private ReadSession Open()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var connection = SqliteConnection.Open(path, readOnly: true, vfs);

        try
        {
            // A reader throws its pages away whenever the writer has committed, and walks through all of them to do so: few pages, and the mapping instead.
            connection.Execute("PRAGMA query_only = 1; PRAGMA cache_size = -128; PRAGMA mmap_size = 268435456");
            return new ReadSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
