using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace OrderingSystem.Infrastructure.Stores.Sqlite.Migrations;

/// <summary>
/// The versions of <c>orders.db</c>'s tables. <c>schema.sql</c> makes version 1; each file <c>Migrations/NNNN-what-it-adds.sql</c> makes version
/// NNNN of the one before it, in a new file and in an old one alike. What was released is never edited: change tables with a new file.
/// </summary>
internal static class OrderSchema
{
    private const string Prefix = "orders/migrations/";

    private static readonly Assembly Home = typeof(OrderSchema).Assembly;

    /// <summary>SQL by the version that it makes, beginning with that of version 1.</summary>
    public static IReadOnlyList<string> Scripts { get; } = [.. new[] { "orders/schema.sql" }.Concat(MigrationNames()).Select(Read)];

    /// <summary>The version that this release reads and writes.</summary>
    public static int Version => Scripts.Count;

    /// <exception cref="OrderDatabaseException">A newer release wrote the file.</exception>
    public static void RefuseNewer(SqliteConnection connection, string path)
    {
        if (ReadVersion(connection) is var version && version > Version)
        {
            throw new OrderDatabaseException(
                $"'{path}' was written by a newer release (schema {version}; this one knows {Version}). Run that release; the file was not touched.");
        }
    }

    /// <exception cref="OrderDatabaseException">Another release wrote the file.</exception>
    public static void RequireCurrent(SqliteConnection connection, string path)
    {
        RefuseNewer(connection, path);
        if (ReadVersion(connection) is var version && version < Version)
        {
            throw new OrderDatabaseException($"'{path}' is of schema {version}; this release brings it to {Version} when it is started on it.");
        }
    }

    /// <summary>Brings the tables to this release's version: all steps or none.</summary>
    /// <param name="scripts">By the version that they make: <see cref="Scripts"/>.</param>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<string> scripts)
    {
        var from = ReadVersion(connection);
        if (from == scripts.Count)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        for (var version = from; version < scripts.Count; version++)
        {
            Execute(connection, transaction, scripts[version]);
        }

        Execute(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {scripts.Count}"));
        transaction.Commit();
    }

    private static int ReadVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
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
