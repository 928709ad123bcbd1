namespace OrderingSystem.Engine.Simulation.Disk;

/// <summary>A file of the simulated disk: what programs read, what of it is on the platter, and the writes between the two.</summary>
internal sealed class SimulatedFile
{
    private const int Sector = 512;

    private readonly List<Change> _unsynced = [];
    private byte[] _cached = [];
    private byte[] _durable = [];

    /// <summary>What programs see, in bytes.</summary>
    public int Length { get; private set; }

    private int DurableLength { get; set; }

    /// <summary>Whether the file itself would be there after a power cut.</summary>
    public bool IsNameDurable { get; set; }

    public int Read(Span<byte> buffer, int offset)
    {
        var count = Math.Clamp(Length - offset, 0, buffer.Length);
        _cached.AsSpan(offset < _cached.Length ? offset : 0, count).CopyTo(buffer);
        buffer[count..].Clear();
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, int offset)
    {
        Length = Put(ref _cached, Length, bytes, offset);
        _unsynced.Add(new Change(offset, bytes.ToArray()));
    }

    public void Truncate(int length)
    {
        Length = Cut(ref _cached, Length, length);
        _unsynced.Add(new Change(length, null));
    }

    public void Sync()
    {
        _unsynced.ForEach(Apply);
        _unsynced.Clear();
    }

    /// <summary>As Linux has it: after a failed sync the writes count as done. They can be read, will never be on the platter, and the next sync is fine.</summary>
    public void LoseUnsynced() => _unsynced.Clear();

    /// <summary>The power goes: of what was not synced some is there, some is not, some in parts.</summary>
    public void CutPower(Random random)
    {
        var mood = random.Next(4);
        foreach (var change in _unsynced)
        {
            switch (mood)
            {
                case 0: // nothing of it
                    break;
                case 1: // all of it
                    Apply(change);
                    break;
                case 2 when random.Next(2) == 0: // in no order
                    Apply(change);
                    break;
                case 3:
                    Tear(change, random);
                    break;
                default:
                    break;
            }
        }

        _unsynced.Clear();
        _cached = [.. _durable];
        Length = DurableLength;
    }

    private void Apply(Change change) => DurableLength = change.Bytes is null
        ? Cut(ref _durable, DurableLength, change.Offset)
        : Put(ref _durable, DurableLength, change.Bytes, change.Offset);

    private void Tear(Change change, Random random)
    {
        if (change.Bytes is not { } bytes)
        {
            return;
        }

        for (var at = 0; at < bytes.Length; at += Sector)
        {
            if (random.Next(2) == 0)
            {
                Apply(new Change(change.Offset + at, bytes[at..Math.Min(bytes.Length, at + Sector)]));
            }
        }
    }

    private static int Put(ref byte[] content, int length, ReadOnlySpan<byte> bytes, int offset)
    {
        var end = Math.Max(length, offset + bytes.Length);
        if (end > content.Length)
        {
            Array.Resize(ref content, Math.Max(end, content.Length * 2));
        }

        bytes.CopyTo(content.AsSpan(offset));
        return end;
    }

    private static int Cut(ref byte[] content, int length, int newLength)
    {
        if (newLength < length)
        {
            content.AsSpan(newLength, length - newLength).Clear();
        }
        else if (newLength > content.Length)
        {
            Array.Resize(ref content, newLength);
        }

        return newLength;
    }

    /// <param name="Bytes">Null cuts the file at the offset.</param>
    private sealed record Change(int Offset, byte[]? Bytes);
}
