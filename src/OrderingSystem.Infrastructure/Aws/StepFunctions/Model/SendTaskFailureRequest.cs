using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class SendTaskFailureRequest : AmazonWebServiceRequest
{
    public string? Cause { get; set; }

    public string? Error { get; set; }

    public string? TaskToken { get; set; }
}
