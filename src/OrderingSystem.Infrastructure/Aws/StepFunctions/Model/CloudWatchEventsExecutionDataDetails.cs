namespace Amazon.StepFunctions.Model;

public sealed class CloudWatchEventsExecutionDataDetails
{
    public bool? Included { get; set; }
}
