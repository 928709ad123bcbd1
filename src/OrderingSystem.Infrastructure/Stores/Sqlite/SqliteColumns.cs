using Microsoft.Data.Sqlite;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>How values stand in columns: times as UTC ticks, enums by name.</summary>
internal static class SqliteColumns
{
    public static long Ticks(this DateTimeOffset time) => time.UtcTicks;

    public static object? Ticks(this DateTimeOffset? time) => time?.UtcTicks;

    public static DateTimeOffset GetTime(this SqliteDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? GetTimeOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetTime(column);

    public static string? GetStringOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static TEnum GetEnum<TEnum>(this SqliteDataReader reader, int column)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(reader.GetString(column));

    /// <summary>A LIKE pattern, with ESCAPE '\', for texts that contain <paramref name="part"/>.</summary>
    public static string Containing(string part) =>
        "%" + part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
