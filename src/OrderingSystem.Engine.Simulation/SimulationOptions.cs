namespace OrderingSystem.Engine.Simulation;

/// <summary>A bug that is put in on purpose, to see that the simulation finds it.</summary>
public enum PlantedBug
{
    None,

    /// <summary>A transition counts as stored when it has only been handed to the writer: its commands are carried out before the commit.</summary>
    ActsBeforeCommit,

    /// <summary>The disk is told to sync and does not.</summary>
    SkipsSync,

    /// <summary>The engine's clock is five seconds ahead of the true one: timers fire early.</summary>
    WakesEarly,
}

/// <summary>How a seed is run.</summary>
/// <param name="CrashAtSync">Instead of what the seed would break: the power goes at this sync of the first life, which is a commit or a checkpoint.</param>
public sealed record SimulationOptions(PlantedBug Bug = PlantedBug.None, long? CrashAtSync = null);
