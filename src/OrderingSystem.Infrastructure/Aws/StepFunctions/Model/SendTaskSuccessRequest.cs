using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class SendTaskSuccessRequest : AmazonWebServiceRequest
{
    public string? Output { get; set; }

    public string? TaskToken { get; set; }
}
