using System.IO.Compression;

namespace OrderingSystem.Engine.Sqlite.Tests.Migrations;

/// <summary>
/// Stores as released versions left them, compressed. In each: <c>in-flight</c> with a call that had not ended, <c>asleep</c> until 03:04:06 plus an hour,
/// <c>ended</c> well, <c>stopped</c>, one catalog entry and one setting. A file in <c>Golden/</c> is never edited; a release that changes the schema adds one.
/// </summary>
internal static class GoldenFile
{
    public static async Task CopyAsync(int version, string path)
    {
        await using var packed = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Migrations", "Golden", $"engine-v{version}.db.gz"));
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var copy = File.Create(path);
        await unpacked.CopyToAsync(copy);
    }
}
