namespace OrderingSystem.Engine.Simulation.Disk;

/// <summary>A file that SQLite has open.</summary>
internal sealed class SimulatedHandle(SimulatedDisk disk, string path, SimulatedFile file, SharedMemory shared)
{
    public const int Reserved = 2;
    public const int Exclusive = 4;

    public SimulatedDisk Disk { get; } = disk;

    public string Path { get; } = path;

    public SimulatedFile File { get; } = file;

    /// <summary>That of the disk's life in which the file was opened.</summary>
    public SharedMemory Shared { get; } = shared;

    public int LockLevel { get; set; }

    public bool[] SharedSlots { get; } = new bool[8];

    public bool[] OwnedSlots { get; } = new bool[8];
}
