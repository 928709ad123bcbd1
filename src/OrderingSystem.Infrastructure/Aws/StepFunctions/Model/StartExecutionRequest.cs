using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class StartExecutionRequest : AmazonWebServiceRequest
{
    public string? Input { get; set; }

    public string? Name { get; set; }

    public string? StateMachineArn { get; set; }

    public string? TraceHeader { get; set; }
}
