using OrderingSystem.Engine.Sqlite.Writing;

namespace OrderingSystem.Engine.Sqlite;

/// <summary>Small named values that are kept from their first writing on, beside the writer's own in <c>meta</c>.</summary>
internal static class SettingTable
{
    public static byte[] GetOrAdd(WriteSession session, string name, byte[] candidate)
    {
        var key = "setting." + name;
        using var statement = session.Connection.PrepareOnce("SELECT value FROM meta WHERE name = ?");
        if (statement.Bind(1, key).Step())
        {
            return statement.Blob(0).ToArray();
        }

        session.WriteMeta(key, candidate);
        return candidate;
    }
}
