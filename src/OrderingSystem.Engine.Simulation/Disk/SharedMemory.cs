using System.Runtime.InteropServices;
using SQLitePCL;

namespace OrderingSystem.Engine.Simulation.Disk;

/// <summary>What connections to one database share: the index of its write-ahead log, the locks on that, and those on the file.</summary>
internal sealed unsafe class SharedMemory : IDisposable
{
    private const int Slots = 8;

    private readonly List<nint> _regions = [];
    private readonly int[] _sharers = new int[Slots];
    private readonly bool[] _owned = new bool[Slots];
    private int _readers;
    private SimulatedHandle? _reserved;
    private SimulatedHandle? _exclusive;

    /// <summary>The region, zeroed when it is new; null where there is none and none is to be made.</summary>
    public void* Region(int index, int bytes, bool make)
    {
        while (make && _regions.Count <= index)
        {
            _regions.Add((nint)NativeMemory.AllocZeroed((nuint)bytes));
        }

        return index < _regions.Count ? (void*)_regions[index] : null;
    }

    public int LockSlots(SimulatedHandle handle, int first, int count, bool exclusive)
    {
        for (var slot = first; slot < first + count; slot++)
        {
            var mine = handle.SharedSlots[slot] ? 1 : 0;
            if (_owned[slot] || (exclusive && _sharers[slot] > mine))
            {
                return raw.SQLITE_BUSY;
            }
        }

        for (var slot = first; slot < first + count; slot++)
        {
            if (exclusive)
            {
                _owned[slot] = handle.OwnedSlots[slot] = true;
            }
            else if (!handle.SharedSlots[slot])
            {
                handle.SharedSlots[slot] = true;
                _sharers[slot]++;
            }
        }

        return raw.SQLITE_OK;
    }

    public void UnlockSlots(SimulatedHandle handle, int first, int count)
    {
        for (var slot = first; slot < first + count; slot++)
        {
            if (handle.OwnedSlots[slot])
            {
                _owned[slot] = handle.OwnedSlots[slot] = false;
            }

            if (handle.SharedSlots[slot])
            {
                handle.SharedSlots[slot] = false;
                _sharers[slot]--;
            }
        }
    }

    public int LockFile(SimulatedHandle handle, int level)
    {
        if (handle.LockLevel >= level)
        {
            return raw.SQLITE_OK;
        }

        if (_exclusive is not null && _exclusive != handle)
        {
            return raw.SQLITE_BUSY;
        }

        if (level >= SimulatedHandle.Reserved && _reserved is not null && _reserved != handle)
        {
            return raw.SQLITE_BUSY;
        }

        if (level == SimulatedHandle.Exclusive && _readers > 1)
        {
            return raw.SQLITE_BUSY;
        }

        _readers += handle.LockLevel == 0 ? 1 : 0;
        _reserved = level >= SimulatedHandle.Reserved ? handle : _reserved;
        _exclusive = level == SimulatedHandle.Exclusive ? handle : _exclusive;
        handle.LockLevel = level;
        return raw.SQLITE_OK;
    }

    public void UnlockFile(SimulatedHandle handle, int level)
    {
        if (handle.LockLevel <= level)
        {
            return;
        }

        _exclusive = _exclusive == handle ? null : _exclusive;
        _reserved = _reserved == handle ? null : _reserved;
        _readers -= level == 0 ? 1 : 0;
        handle.LockLevel = level;
    }

    public bool IsReserved => _reserved is not null;

    public void Dispose()
    {
        _regions.ForEach(region => NativeMemory.Free((void*)region));
        _regions.Clear();
    }
}
