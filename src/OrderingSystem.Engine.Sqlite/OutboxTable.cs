using OrderingSystem.Engine.Sqlite.Reading;
using OrderingSystem.Engine.Sqlite.Writing;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Sqlite;

/// <summary>Events on their way out. A sequence number is used again once the table is empty, never while a larger one is there.</summary>
internal static class OutboxTable
{
    public static IReadOnlyList<OutboxEntry> Read(ReadSession session, long afterSequence, int limit)
    {
        var statement = session.Outbox.Bind(1, afterSequence).Bind(2, limit);
        var entries = new List<OutboxEntry>();
        try
        {
            while (statement.Step())
            {
                entries.Add(new OutboxEntry(statement.Number(0), statement.Number(1), statement.Blob(2).ToArray()));
            }
        }
        finally
        {
            statement.Reset();
        }

        return entries;
    }

    public static void Remove(WriteSession session, IReadOnlyList<long> sequences)
    {
        using var statement = session.Connection.PrepareOnce("DELETE FROM outbox WHERE sequence = ?");
        foreach (var sequence in sequences)
        {
            _ = statement.Bind(1, sequence).Run();
        }
    }
}
