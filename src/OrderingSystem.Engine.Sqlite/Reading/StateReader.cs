using OrderingSystem.Engine.Sqlite.Codec;
using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Sqlite.Reading;

/// <summary>Puts an execution's state together from its rows.</summary>
internal static class StateReader
{
    /// <summary>In one snapshot: the state of an execution that runs, or of one that ended and can be redriven; null for every other.</summary>
    public static StoredExecution? Read(ReadSession session, long id, Func<ReadSession, long, StateMachineRevision> revision)
    {
        _ = session.Begin.Run();
        try
        {
            return ReadLive(session, id, revision) ?? Read(session, session.Ended, "ended", id, revision);
        }
        finally
        {
            _ = session.Commit.Run();
        }
    }

    /// <summary>Within the caller's snapshot.</summary>
    public static StoredExecution? ReadLive(ReadSession session, long id, Func<ReadSession, long, StateMachineRevision> revision) =>
        Read(session, session.Live, "live", id, revision);

    private static StoredExecution? Read(
        ReadSession session, SqliteStatement statement, string table, long id, Func<ReadSession, long, StateMachineRevision> findRevision)
    {
        statement.Bind(1, id);
        try
        {
            if (!statement.Step())
            {
                return null;
            }

            var revision = findRevision(session, statement.Number(0));
            var name = statement.Text(1);
            var facts = Stored.Decode("executions", id, statement.Blob(2), (revision, name), static (blob, x) => ExecutionCodec.ReadOrigin(blob, x.revision, x.name));
            var execution = Stored.Decode(table, id, statement.Blob(3), facts, static (blob, facts) => ExecutionCodec.ReadState(blob, facts));
            return new StoredExecution(id, revision, execution.IsRunning ? WithFrames(session, execution, id) : execution);
        }
        finally
        {
            statement.Reset();
        }
    }

    private static Execution WithFrames(ReadSession session, Execution execution, long id)
    {
        var statement = session.Frames.Bind(1, Keys.Compose(id, 0)).Bind(2, Keys.End(id));
        try
        {
            if (!statement.Step())
            {
                return execution;
            }

            var frames = execution.Frames.ToBuilder();
            do
            {
                var frame = Stored.Decode("frames", statement.Number(0), statement.Blob(1), ExecutionCodec.ReadFrame);
                frames[frame.Id] = frame;
            }
            while (statement.Step());
            return execution with { Frames = frames.ToImmutable() };
        }
        finally
        {
            statement.Reset();
        }
    }
}
