using OrderingSystem.Engine.Sqlite.Codec;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Sqlite.Reading;

/// <summary>Reads events by number out of rows that hold one transition each.</summary>
internal static class HistoryReader
{
    public static List<HistoryEvent> Read(ReadSession session, long executionId, long fromEventId, bool descending, int limit, long mostBytes)
    {
        var events = new List<HistoryEvent>();
        fromEventId = Math.Clamp(fromEventId, 0, Keys.MaxPart);
        if (descending)
        {
            ReadDown(session, executionId, fromEventId, limit, mostBytes, events);
        }
        else
        {
            ReadUp(session, executionId, fromEventId, limit, mostBytes, events);
        }

        return events;
    }

    private static void ReadUp(ReadSession session, long executionId, long fromEventId, int limit, long mostBytes, List<HistoryEvent> events)
    {
        var bytes = 0L;
        var statement = session.HistoryUp.Bind(1, FirstKey(session, executionId, fromEventId)).Bind(2, Keys.End(executionId));
        try
        {
            while (events.Count < limit && (events.Count == 0 || bytes < mostBytes) && statement.Step())
            {
                bytes += statement.Blob(1).Length;
                foreach (var e in Decode(statement.Number(0), statement.Blob(1)))
                {
                    if (e.Id >= fromEventId && events.Count < limit)
                    {
                        events.Add(e);
                    }
                }
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    private static void ReadDown(ReadSession session, long executionId, long fromEventId, int limit, long mostBytes, List<HistoryEvent> events)
    {
        var bytes = 0L;
        var statement = session.HistoryDown.Bind(1, Keys.Compose(executionId, 0)).Bind(2, Keys.Compose(executionId, fromEventId));
        try
        {
            while (events.Count < limit && (events.Count == 0 || bytes < mostBytes) && statement.Step())
            {
                bytes += statement.Blob(1).Length;
                var transition = Decode(statement.Number(0), statement.Blob(1));
                for (var i = transition.Count - 1; i >= 0 && events.Count < limit; i--)
                {
                    if (transition[i].Id <= fromEventId)
                    {
                        events.Add(transition[i]);
                    }
                }
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Key of the row that holds an event: the last that begins at it or before it.</summary>
    private static long FirstKey(ReadSession session, long executionId, long eventId)
    {
        var from = Keys.Compose(executionId, 0);
        var statement = session.HistoryDown.Bind(1, from).Bind(2, Keys.Compose(executionId, eventId));
        var key = statement.Step() ? statement.Number(0) : from;
        statement.Reset();
        return key;
    }

    private static List<HistoryEvent> Decode(long key, ReadOnlySpan<byte> blob) =>
        Stored.Decode("history", key, blob, Keys.Part(key), static (blob, firstEventId) => HistoryCodec.Read(blob, firstEventId));
}
