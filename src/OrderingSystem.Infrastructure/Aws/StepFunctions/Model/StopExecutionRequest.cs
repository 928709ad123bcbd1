using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class StopExecutionRequest : AmazonWebServiceRequest
{
    public string? Cause { get; set; }

    public string? Error { get; set; }

    public string? ExecutionArn { get; set; }
}
