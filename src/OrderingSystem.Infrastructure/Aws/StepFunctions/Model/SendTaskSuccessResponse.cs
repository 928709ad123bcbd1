using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class SendTaskSuccessResponse : AmazonWebServiceResponse;
