using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class CreateStateMachineRequest : AmazonWebServiceRequest
{
    public string? Definition { get; set; }

    public LoggingConfiguration? LoggingConfiguration { get; set; }

    public string? Name { get; set; }

    public bool? Publish { get; set; }

    public string? RoleArn { get; set; }

    public List<Tag>? Tags { get; set; }

    public TracingConfiguration? TracingConfiguration { get; set; }

    public StateMachineType? Type { get; set; }

    public string? VersionDescription { get; set; }
}
