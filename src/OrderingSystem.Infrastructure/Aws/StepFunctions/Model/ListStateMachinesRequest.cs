using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class ListStateMachinesRequest : AmazonWebServiceRequest
{
    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }
}
