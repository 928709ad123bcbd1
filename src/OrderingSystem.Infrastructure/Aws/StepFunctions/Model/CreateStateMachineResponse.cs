using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class CreateStateMachineResponse : AmazonWebServiceResponse
{
    public DateTime? CreationDate { get; set; }

    public string StateMachineArn { get; set; } = string.Empty;

    public string? StateMachineVersionArn { get; set; }
}
