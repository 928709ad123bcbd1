using Amazon.CDK;

namespace OrderingSystem.Infra.Constructs;

internal static class StackNames
{
    /// <summary>Names and describes a stack: <c>ordering-prod-data</c>.</summary>
    public static StackProps Props(DeploymentSettings settings, string part, string description) => new()
    {
        StackName = settings.Name(part),
        Description = description,
        TerminationProtection = settings.IsProduction,
    };
}
