namespace OrderingSystem.Engine.Simulation.Workload;

/// <summary>An execution that a client wants done, and keeps asking for until it is told that it was accepted.</summary>
internal sealed class Job(string machine, string name, TimeSpan arrival)
{
    public string Machine { get; } = machine;

    public string Name { get; } = name;

    /// <summary>Counted from the beginning of the simulation.</summary>
    public TimeSpan Arrival { get; } = arrival;

    public string Input => $$"""{"job":"{{Name}}","items":[1,2,3]}""";

    public string Arn => $"arn:aws:states:us-east-1:123456789012:execution:{Machine}:{Name}";

    public string MachineArn => $"arn:aws:states:us-east-1:123456789012:stateMachine:{Machine}";

    /// <summary>A client was told so.</summary>
    public bool IsAccepted { get; set; }
}
