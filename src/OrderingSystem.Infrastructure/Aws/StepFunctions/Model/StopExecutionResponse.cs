using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class StopExecutionResponse : AmazonWebServiceResponse
{
    public DateTime? StopDate { get; set; }
}
