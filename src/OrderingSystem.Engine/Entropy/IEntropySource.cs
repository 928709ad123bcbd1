using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrderingSystem.Engine.Entropy;

/// <summary>Where randomness comes from: jitter, names, <c>States.UUID</c>, secrets. Safe for many threads.</summary>
public interface IEntropySource
{
    void Fill(Span<byte> bytes);
}

public static class EntropySourceExtensions
{
    public static ulong NextSeed(this IEntropySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        source.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>A random UUID (version 4), as the service names executions and revisions that the client does not name.</summary>
    public static Guid NextUuid(this IEntropySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> bytes = stackalloc byte[16];
        source.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>The operating system's generator.</summary>
public sealed class CryptographicEntropySource : IEntropySource
{
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

/// <summary>The same bytes for the same seed, for tests and simulations.</summary>
public sealed class SeededEntropySource(int seed) : IEntropySource
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> bytes)
    {
        lock (_gate)
        {
            _random.NextBytes(bytes);
        }
    }
}
