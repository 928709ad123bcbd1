using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class ListExecutionsResponse : AmazonWebServiceResponse
{
    public List<ExecutionListItem> Executions { get; set; } = [];

    public string? NextToken { get; set; }
}
