using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class DescribeExecutionRequest : AmazonWebServiceRequest
{
    public string? ExecutionArn { get; set; }
}
