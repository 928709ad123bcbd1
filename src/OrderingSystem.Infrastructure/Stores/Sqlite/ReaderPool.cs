using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>Connections that read, each with the statements that it has prepared: preparing a statement costs more than most of them cost to run.</summary>
internal sealed class ReaderPool(string connectionString) : IDisposable
{
    /// <summary>Readers at rest; with more at work at once, the rest are closed afterwards.</summary>
    private const int MaxIdle = 16;

    private readonly ConcurrentBag<Reader> _idle = [];
    private volatile bool _closed;

    public Reader Take()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return _idle.TryTake(out var reader) ? reader : Reader.Open(connectionString);
    }

    public void GiveBack(Reader reader)
    {
        if (_closed || _idle.Count >= MaxIdle)
        {
            reader.Dispose();
            return;
        }

        _idle.Add(reader);
        if (_closed)
        {
            Dispose(); // closed meanwhile: nobody else looks into the bag again
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    internal sealed class Reader : IDisposable
    {
        private readonly SqliteConnection _connection;

        private Reader(SqliteConnection connection)
        {
            _connection = connection;
            Statements = new SqliteStatements(connection);
        }

        public SqliteStatements Statements { get; }

        public static Reader Open(string connectionString)
        {
            var connection = new SqliteConnection(connectionString);
            try
            {
                connection.Open();
                return new Reader(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            Statements.Dispose();
            _connection.Dispose();
        }
    }
}
