using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class DescribeStateMachineRequest : AmazonWebServiceRequest
{
    public string? StateMachineArn { get; set; }
}
