using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class DescribeStateMachineForExecutionResponse : AmazonWebServiceResponse
{
    public string Definition { get; set; } = string.Empty;

    public string? Label { get; set; }

    public LoggingConfiguration? LoggingConfiguration { get; set; }

    public string? MapRunArn { get; set; }

    public string Name { get; set; } = string.Empty;

    public string? RevisionId { get; set; }

    public string RoleArn { get; set; } = string.Empty;

    public string StateMachineArn { get; set; } = string.Empty;

    public TracingConfiguration? TracingConfiguration { get; set; }

    public DateTime? UpdateDate { get; set; }
}
