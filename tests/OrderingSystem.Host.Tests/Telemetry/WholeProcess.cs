namespace OrderingSystem.Host.Tests.Telemetry;

/// <summary>Tests that listen to the whole process, its spans and its standard error: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProcess
{
    public const string Name = "Whole process";
}
