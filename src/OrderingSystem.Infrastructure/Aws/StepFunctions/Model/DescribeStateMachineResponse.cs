using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class DescribeStateMachineResponse : AmazonWebServiceResponse
{
    public DateTime? CreationDate { get; set; }

    public string Definition { get; set; } = string.Empty;

    public string? Description { get; set; }

    public string? Label { get; set; }

    public LoggingConfiguration? LoggingConfiguration { get; set; }

    public string Name { get; set; } = string.Empty;

    public string? RevisionId { get; set; }

    public string RoleArn { get; set; } = string.Empty;

    public string StateMachineArn { get; set; } = string.Empty;

    public StateMachineStatus? Status { get; set; }

    public TracingConfiguration? TracingConfiguration { get; set; }

    public StateMachineType Type { get; set; } = null!;
}
