namespace Amazon.StepFunctions.Model;

public sealed class LoggingConfiguration
{
    public List<LogDestination>? Destinations { get; set; }

    public bool? IncludeExecutionData { get; set; }

    public LogLevel? Level { get; set; }
}
