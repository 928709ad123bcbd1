using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class ListStateMachinesResponse : AmazonWebServiceResponse
{
    public string? NextToken { get; set; }

    public List<StateMachineListItem> StateMachines { get; set; } = [];
}
