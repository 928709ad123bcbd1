using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class GetExecutionHistoryRequest : AmazonWebServiceRequest
{
    public string? ExecutionArn { get; set; }

    public bool? IncludeExecutionData { get; set; }

    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }

    public bool? ReverseOrder { get; set; }
}
