namespace OrderingSystem.Engine.Simulation;

/// <summary>What became of one seed.</summary>
/// <param name="Violation">Null where everything held.</param>
/// <param name="Story">What broke, one line for each life of the process.</param>
/// <param name="Fingerprint">Two runs of one seed have the same.</param>
public sealed record SimulationOutcome(
    int Seed, string? Violation, IReadOnlyList<string> Story, long Commits, long Calls, long Steps, long SyncsOfFirstLife, TimeSpan SimulatedTime, ulong Fingerprint);
