using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public sealed class UpdateStateMachineRequest : AmazonWebServiceRequest
{
    public string? Definition { get; set; }

    public LoggingConfiguration? LoggingConfiguration { get; set; }

    public bool? Publish { get; set; }

    public string? RoleArn { get; set; }

    public string? StateMachineArn { get; set; }

    public TracingConfiguration? TracingConfiguration { get; set; }

    public string? VersionDescription { get; set; }
}
