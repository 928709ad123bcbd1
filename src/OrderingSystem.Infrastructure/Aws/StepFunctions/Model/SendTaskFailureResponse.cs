using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class SendTaskFailureResponse : AmazonWebServiceResponse;
