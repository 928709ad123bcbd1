using System.Globalization;
using System.Reflection;
using OrderingSystem.Engine.Sqlite.Native;

namespace OrderingSystem.Engine.Sqlite.Migrations;

/// <summary>
/// The versions of <c>engine.db</c>'s tables. <c>schema.sql</c> makes version 1; each file <c>Migrations/NNNN-what-it-adds.sql</c> makes version
/// NNNN of the one before it, in a new file and in an old one alike. What was released is never edited: change tables with a new file.
/// </summary>
internal static class Schema
{
    private const string Prefix = "migrations/";

    private static readonly Assembly Home = typeof(Schema).Assembly;

    /// <summary>SQL by the version that it makes, beginning with that of version 1.</summary>
    public static IReadOnlyList<string> Scripts { get; } = [.. new[] { "schema.sql" }.Concat(MigrationNames()).Select(Read)];

    /// <summary>The version that this release reads and writes.</summary>
    public static int Version => Scripts.Count;

    /// <summary>Brings the tables to this release's version: all steps or none.</summary>
    /// <param name="from">The file's version; 0 for one without tables.</param>
    /// <param name="scripts">By the version that they make: <see cref="Scripts"/>.</param>
    /// <param name="also">Statements for the same transaction.</param>
    /// <exception cref="SqliteException">The file is as it was.</exception>
    public static void Migrate(SqliteConnection connection, long from, IReadOnlyList<string> scripts, string also)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            for (var version = (int)from; version < scripts.Count; version++)
            {
                connection.Execute(scripts[version]);
            }

            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"{also}; PRAGMA user_version = {scripts.Count}; COMMIT"));
        }
        catch when (connection.InTransaction) // a full disk rolls back by itself
        {
            connection.Execute("ROLLBACK");
            throw;
        }
    }

    private static List<string> MigrationNames()
    {
        var names = Home.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        for (var index = 0; index < names.Count; index++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{index + 2:0000}-");
            if (!names[index].AsSpan(Prefix.Length).StartsWith(number, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Migrations are numbered from 0002 without gaps or repeats: expected {number}….sql, found {names[index]}.");
            }
        }

        return names;
    }

    private static string Read(string name)
    {
        using var stream = Home.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
