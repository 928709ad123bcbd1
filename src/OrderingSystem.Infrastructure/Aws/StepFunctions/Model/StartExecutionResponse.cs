using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class StartExecutionResponse : AmazonWebServiceResponse
{
    public string ExecutionArn { get; set; } = string.Empty;

    public DateTime? StartDate { get; set; }
}
