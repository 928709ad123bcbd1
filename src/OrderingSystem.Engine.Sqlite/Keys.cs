using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrderingSystem.Engine.Sqlite;

/// <summary>How keys of rows are made up; part of the stored format.</summary>
internal static class Keys
{
    /// <summary>More than any event id or frame id: an execution has at most 25,000 events, and fewer frames than events.</summary>
    private const int PartBits = 20;

    public const long MaxPart = (1L << PartBits) - 1;

    public static long Compose(long executionId, long part) => part is >= 0 and <= MaxPart
        ? (executionId << PartBits) | part
        : throw new ArgumentOutOfRangeException(nameof(part), part, "Larger than a key has room for.");

    /// <summary>The first key that belongs to the next execution.</summary>
    public static long End(long executionId) => (executionId + 1) << PartBits;

    /// <summary>The execution that a composed key belongs to.</summary>
    public static long Owner(long key) => key >> PartBits;

    public static long Part(long key) => key & MaxPart;

    /// <summary>First eight bytes of the SHA-256 of both names.</summary>
    public static long NameHash(string stateMachineName, string executionName)
    {
        var text = Encoding.UTF8.GetBytes(stateMachineName + ":" + executionName);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    public static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
