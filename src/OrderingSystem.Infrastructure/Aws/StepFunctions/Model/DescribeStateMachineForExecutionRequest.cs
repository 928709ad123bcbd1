using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class DescribeStateMachineForExecutionRequest : AmazonWebServiceRequest
{
    public string? ExecutionArn { get; set; }
}
