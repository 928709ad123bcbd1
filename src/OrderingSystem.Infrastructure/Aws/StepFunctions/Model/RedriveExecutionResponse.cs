using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class RedriveExecutionResponse : AmazonWebServiceResponse
{
    public DateTime? RedriveDate { get; set; }
}
