using System.Buffers.Binary;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>
/// Names of a run's children: UUIDs, as the service names them, each made from the run's own and the child's number. So a child that was started
/// before a crash is known by its name, and none is started twice.
/// </summary>
internal sealed class ChildNames
{
    private const ulong LowMask = (1UL << 48) - 1;

    private readonly Guid _run;
    private readonly ulong _low;

    /// <param name="runName">The run's UUID.</param>
    public ChildNames(string runName)
    {
        _run = Guid.Parse(runName);
        _low = Low(_run);
    }

    public string Of(int child)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = _run.TryWriteBytes(bytes, bigEndian: true, out _);
        var low = (_low + (ulong)child + 1) & LowMask;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], (ushort)(low >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], (uint)low);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public int ChildOf(string name) => (int)((Low(Guid.Parse(name)) - _low - 1) & LowMask);

    private static ulong Low(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return ((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]) << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
    }
}
