using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class RedriveExecutionRequest : AmazonWebServiceRequest
{
    public string? ClientToken { get; set; }

    public string? ExecutionArn { get; set; }
}
