using System.Globalization;
using OrderingSystem.Engine.Simulation.Time;
using SQLitePCL;

namespace OrderingSystem.Engine.Simulation.Disk;

/// <summary>
/// A disk in memory below SQLite, which remembers what was synced, and fails as it is told to. Used by one thread; any number of disks live side by side.
/// </summary>
internal sealed class SimulatedDisk(Random random, SimulatedTime time, bool liesAboutSync) : IDisposable
{
    private readonly Dictionary<string, SimulatedFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SharedMemory> _shared = new(StringComparer.Ordinal);
    private DiskFault _fault = new(DiskFaultKind.None, 0);
    private string? _prefix;

    /// <summary>Reads, writes, truncations and syncs since the store was opened.</summary>
    public long Operations { get; private set; }

    /// <summary>Syncs since the store was opened.</summary>
    public long Syncs { get; private set; }

    /// <summary>The process or the machine is dead: every operation fails until <see cref="Restart"/>.</summary>
    public bool IsDead { get; private set; }

    /// <summary>The store's path on this disk.</summary>
    public string DatabasePath => (_prefix ??= SimulatedVfs.Mount(this)) + "engine.db";

    /// <summary>What will go wrong from now on; counts operations from here.</summary>
    public void Plan(DiskFault fault)
    {
        _fault = fault;
        (Operations, Syncs) = (0, 0);
    }

    public void Kill() => IsDead = true;

    /// <summary>After the death of the process, or of the machine.</summary>
    public void Restart(bool powerCut)
    {
        foreach (var memory in _shared.Values)
        {
            memory.Dispose();
        }

        _shared.Clear();
        if (powerCut)
        {
            foreach (var (path, file) in _files.ToList())
            {
                if (!file.IsNameDurable && random.Next(2) == 0)
                {
                    _ = _files.Remove(path);
                }
                else
                {
                    file.CutPower(random);
                }
            }
        }

        _fault = new DiskFault(DiskFaultKind.None, 0);
        IsDead = false;
    }

    public SimulatedFile? Open(string path, bool create) =>
        _files.TryGetValue(path, out var file) ? file : create ? _files[path] = new SimulatedFile() : null;

    public bool Exists(string path) => _files.ContainsKey(path);

    public void Delete(string path) => _ = _files.Remove(path);

    public SharedMemory Share(string path) => _shared.TryGetValue(path, out var memory) ? memory : _shared[path] = new SharedMemory();

    /// <returns>SQLite's code for how it went.</returns>
    public int Read(SimulatedFile file, Span<byte> buffer, long offset)
    {
        if (Strike(DiskFaultKind.ReadFails) || IsDead)
        {
            return raw.SQLITE_IOERR_READ;
        }

        return file.Read(buffer, (int)offset) == buffer.Length ? raw.SQLITE_OK : raw.SQLITE_IOERR_SHORT_READ;
    }

    /// <inheritdoc cref="Read"/>
    public int Write(SimulatedFile file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (Strike(DiskFaultKind.ShortWrite))
        {
            file.Write(bytes[..random.Next(bytes.Length)], (int)offset);
            return raw.SQLITE_IOERR_WRITE;
        }

        if (IsDead)
        {
            return raw.SQLITE_IOERR_WRITE;
        }

        if (Has(DiskFaultKind.DiskFull) && offset + bytes.Length > file.Length)
        {
            return raw.SQLITE_FULL;
        }

        file.Write(bytes, (int)offset);
        return raw.SQLITE_OK;
    }

    /// <inheritdoc cref="Read"/>
    public int Truncate(SimulatedFile file, long length)
    {
        _ = Strike(DiskFaultKind.None);
        if (IsDead)
        {
            return raw.SQLITE_IOERR_TRUNCATE;
        }

        file.Truncate((int)length);
        return raw.SQLITE_OK;
    }

    /// <inheritdoc cref="Read"/>
    public int Sync(SimulatedFile file)
    {
        Syncs++;
        time.Spend(TimeSpan.FromMicroseconds(random.Next(50, 5_000)));
        var fails = Strike(DiskFaultKind.SyncFails) || Has(DiskFaultKind.SyncFails);
        if (IsDead)
        {
            return raw.SQLITE_IOERR_FSYNC;
        }

        if (fails)
        {
            file.LoseUnsynced();
            return raw.SQLITE_IOERR_FSYNC;
        }

        if (!liesAboutSync)
        {
            file.Sync();
            foreach (var any in _files.Values) // SQLite syncs the folder, too, when it has made a log
            {
                any.IsNameDurable = true;
            }
        }

        return raw.SQLITE_OK;
    }

    public void Dispose()
    {
        Restart(powerCut: false);
        if (_prefix is not null)
        {
            SimulatedVfs.Unmount(_prefix);
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_prefix} after {Operations} operations");

    /// <summary>Counts an operation; dies where it is planned.</summary>
    /// <returns>Whether the planned fault is of this kind and strikes now.</returns>
    private bool Strike(DiskFaultKind kind)
    {
        Operations++;
        if (Operations != _fault.AtOperation)
        {
            return false;
        }

        IsDead |= _fault.Kind is DiskFaultKind.ProcessKilled or DiskFaultKind.PowerCut;
        return kind != DiskFaultKind.None && _fault.Kind == kind;
    }

    private bool Has(DiskFaultKind kind) => _fault.Kind == kind && Operations >= _fault.AtOperation;
}
