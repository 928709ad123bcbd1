using OrderingSystem.Engine.Sqlite.Reading;
using OrderingSystem.Engine.Sqlite.Writing;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Sqlite;

/// <summary>The catalog, in <c>meta</c> under names of its own: <c>catalog.activity/pack</c>.</summary>
internal static class CatalogTable
{
    private const string Prefix = "catalog.";

    /// <summary>The name of an entry's row in <c>meta</c>.</summary>
    public static string Key(string name) => Prefix + name;

    public static IReadOnlyList<CatalogEntry> Read(ReadSession session, string prefix)
    {
        var from = Prefix + prefix;
        var statement = session.Meta.Bind(1, from);
        var entries = new List<CatalogEntry>();
        try
        {
            while (statement.Step() && statement.Text(0) is var name && name.StartsWith(from, StringComparison.Ordinal))
            {
                entries.Add(new CatalogEntry(name[Prefix.Length..], statement.Blob(1).ToArray()));
            }
        }
        finally
        {
            statement.Reset();
        }

        return entries;
    }

    public static void Write(WriteSession session, IReadOnlyList<CatalogEntry> entries)
    {
        foreach (var (name, value) in entries)
        {
            session.WriteMeta(Key(name), value);
        }
    }
}
