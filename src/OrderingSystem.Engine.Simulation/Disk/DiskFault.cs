namespace OrderingSystem.Engine.Simulation.Disk;

/// <summary>What goes wrong with a disk.</summary>
internal enum DiskFaultKind
{
    None,

    /// <summary>The process dies; what it wrote is in the operating system's hands.</summary>
    ProcessKilled,

    /// <summary>The machine dies; of what was not synced anything may be missing.</summary>
    PowerCut,

    /// <summary>A sync fails, and so do those after it for a while.</summary>
    SyncFails,

    /// <summary>No space from then on.</summary>
    DiskFull,

    /// <summary>A write is carried out in part, and fails.</summary>
    ShortWrite,

    /// <summary>A read fails.</summary>
    ReadFails,
}

/// <summary>One thing that will go wrong.</summary>
/// <param name="AtOperation">At which operation of the disk, counted from the opening of the store.</param>
internal sealed record DiskFault(DiskFaultKind Kind, long AtOperation);
