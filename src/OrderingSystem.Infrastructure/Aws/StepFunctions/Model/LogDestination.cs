namespace Amazon.StepFunctions.Model;

public sealed class LogDestination
{
    public CloudWatchLogsLogGroup? CloudWatchLogsLogGroup { get; set; }
}
