using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class GetExecutionHistoryResponse : AmazonWebServiceResponse
{
    public List<HistoryEvent> Events { get; set; } = [];

    public string? NextToken { get; set; }
}
