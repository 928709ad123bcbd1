using OrderingSystem.Engine.Sqlite.Native;

namespace OrderingSystem.Engine.Sqlite.Tests;

/// <summary>Changes a store's file from outside.</summary>
internal static class Sql
{
    public static void Execute(string path, string sql)
    {
        using var connection = SqliteConnection.Open(path, readOnly: false);
        connection.Execute(sql);
    }
}
