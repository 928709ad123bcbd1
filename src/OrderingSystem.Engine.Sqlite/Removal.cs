using OrderingSystem.Engine.Sqlite.Reading;
using OrderingSystem.Engine.Sqlite.Writing;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Sqlite;

/// <summary>
/// Removes executions that ended long ago. They are found on a reader, in the order of their ids, so that no index has to be written for each order that
/// ends; the writer only deletes. The file does not shrink: what comes next fills the space.
/// </summary>
internal static class Removal
{
    /// <param name="limit">Of executions looked at.</param>
    public static (int Seen, long LastId, IReadOnlyList<EndedExecution> Ended) Find(ReadSession session, DateTimeOffset endedBefore, long afterId, int limit)
    {
        var before = Keys.Milliseconds(endedBefore);
        var (seen, lastId) = (0, afterId);
        var ended = new List<EndedExecution>();
        var statement = session.Oldest.Bind(1, afterId).Bind(2, limit);
        try
        {
            while (statement.Step())
            {
                seen++;
                lastId = statement.Number(0);
                if (statement.OptionalNumber(1) is { } stoppedAt && stoppedAt < before && statement.Number(4) == 0) // a Map run's children stay as long as its execution
                {
                    ended.Add(new EndedExecution(lastId, stoppedAt, Keys.NameHash(statement.Text(2), statement.Text(3))));
                }
            }
        }
        finally
        {
            statement.Reset();
        }

        return (seen, lastId, ended);
    }

    public static void Remove(WriteSession session, IReadOnlyList<EndedExecution> executions)
    {
        foreach (var (id, stoppedAt, nameHash) in executions)
        {
            if (session.DeleteExecution(id, stoppedAt, nameHash)) // one that was redriven meanwhile stays
            {
                session.WriteMeta(CatalogTable.Key(CatalogEntry.RedriveOf(id)), value: null);
                foreach (var prefix in CatalogEntry.MapRunsOf(id))
                {
                    session.DeleteMetaFrom(CatalogTable.Key(prefix));
                }
            }
        }
    }

    /// <param name="NameHash">Finds its name's row.</param>
    public sealed record EndedExecution(long Id, long StoppedAt, long NameHash);
}
