using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.Sqlite.Reading;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Sqlite;

/// <summary>State machines and their revisions.</summary>
internal static class RevisionTable
{
    /// <exception cref="StoredDataCorruptException">It is not there.</exception>
    public static StateMachineRevision Read(ReadSession session, long id) => Read(session.Revision.Bind(1, id)).FirstOrDefault()
        ?? throw new StoredDataCorruptException("revisions", $"{id}", "an execution refers to it, and it is not there");

    public static List<StateMachineRevision> Read(SqliteStatement statement)
    {
        var revisions = new List<StateMachineRevision>();
        try
        {
            while (statement.Step())
            {
                revisions.Add(new StateMachineRevision(
                    statement.Number(0), statement.Number(1), statement.Text(2), statement.Text(3), (StateMachineType)statement.Number(4),
                    statement.Text(5), statement.Text(6), statement.Text(7), statement.Text(8), Keys.Time(statement.Number(9)), Keys.Time(statement.Number(10))));
            }
        }
        finally
        {
            statement.Reset();
        }

        return revisions;
    }

    public static void Add(SqliteConnection connection, StateMachineRevision revision)
    {
        using var definition = connection.PrepareOnce("INSERT OR IGNORE INTO definitions (id, text) VALUES (?, ?)");
        _ = definition.Bind(1, revision.DefinitionId).Bind(2, revision.Definition).Run();
        using var machine = connection.PrepareOnce(
            """
            INSERT INTO state_machines (id, name, arn, type, created_at, revision_id, deleted) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET revision_id = excluded.revision_id
            """);
        _ = machine.Bind(1, revision.StateMachineId).Bind(2, revision.Name).Bind(3, revision.Arn).Bind(4, (long)revision.Type)
            .Bind(5, Keys.Milliseconds(revision.CreatedAt)).Bind(6, revision.Id)
            .Bind(7, revision.IsOfMapRun ? 1 : 0).Run(); // that of a Map run is in no list
        using var row = connection.PrepareOnce(
            "INSERT INTO revisions (id, state_machine_id, role_arn, definition_id, token, updated_at) VALUES (?, ?, ?, ?, ?, ?)");
        _ = row.Bind(1, revision.Id).Bind(2, revision.StateMachineId).Bind(3, revision.RoleArn).Bind(4, revision.DefinitionId)
            .Bind(5, revision.RevisionToken).Bind(6, Keys.Milliseconds(revision.UpdatedAt)).Run();
    }

    public static void DeleteStateMachine(SqliteConnection connection, long stateMachineId)
    {
        using var statement = connection.PrepareOnce("UPDATE state_machines SET deleted = 1 WHERE id = ?");
        _ = statement.Bind(1, stateMachineId).Run();
    }
}
