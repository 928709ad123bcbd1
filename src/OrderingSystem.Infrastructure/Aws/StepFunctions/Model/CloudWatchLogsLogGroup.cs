namespace Amazon.StepFunctions.Model;

public sealed class CloudWatchLogsLogGroup
{
    public string? LogGroupArn { get; set; }
}
