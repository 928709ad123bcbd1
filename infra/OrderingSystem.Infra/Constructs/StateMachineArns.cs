using Amazon.CDK;

namespace OrderingSystem.Infra.Constructs;

/// <summary>
/// ARNs of state machines by their names: functions know the machines that call them, and CloudFormation cannot resolve such a circle.
/// </summary>
internal static class StateMachineArns
{
    public static string Of(Stack stack, DeploymentSettings settings, string machine) => Format(stack, "stateMachine", settings.Name(machine));

    /// <summary>All executions of one machine.</summary>
    public static string ExecutionsOf(Stack stack, DeploymentSettings settings, string machine) => Format(stack, "execution", $"{settings.Name(machine)}:*");

    /// <summary>The environment variables that tell functions all machines.</summary>
    public static void AddTo(IDictionary<string, string> environment, Stack stack, DeploymentSettings settings, IEnumerable<StateMachineDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            environment[definition.ArnVariable] = Of(stack, settings, definition.Name);
        }
    }

    private static string Format(Stack stack, string resource, string name) => stack.FormatArn(new ArnComponents
    {
        Service = "states",
        Resource = resource,
        ResourceName = name,
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });
}
