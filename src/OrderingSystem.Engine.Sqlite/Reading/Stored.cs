using System.Text.Json;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Sqlite.Reading;

internal delegate T BlobDecoder<out T>(ReadOnlySpan<byte> blob);

internal delegate T BlobDecoder<in TArgument, out T>(ReadOnlySpan<byte> blob, TArgument argument);

/// <summary>Decodes blobs, naming the row where one is damaged.</summary>
internal static class Stored
{
    /// <exception cref="StoredDataCorruptException">The blob does not read.</exception>
    public static T Decode<T>(string table, long key, ReadOnlySpan<byte> blob, BlobDecoder<T> decode) =>
        Decode(table, key, blob, decode, static (blob, decode) => decode(blob));

    /// <inheritdoc cref="Decode{T}"/>
    public static T Decode<TArgument, T>(string table, long key, ReadOnlySpan<byte> blob, TArgument argument, BlobDecoder<TArgument, T> decode)
    {
        try
        {
            return decode(blob, argument);
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or InvalidCastException or ArgumentException or OverflowException)
        {
            var owner = table is "history" or "frames" ? $"{key} (execution {Keys.Owner(key)})" : $"{key}";
            throw new StoredDataCorruptException(table, owner, damage.Message, damage);
        }
    }
}
