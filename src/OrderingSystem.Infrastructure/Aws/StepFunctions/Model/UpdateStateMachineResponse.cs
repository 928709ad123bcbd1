using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class UpdateStateMachineResponse : AmazonWebServiceResponse
{
    public string? RevisionId { get; set; }

    public string? StateMachineVersionArn { get; set; }

    public DateTime? UpdateDate { get; set; }
}
