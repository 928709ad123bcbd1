using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.StepFunctions;
using Constructs;
using OrderingSystem.Infra.Constructs;

namespace OrderingSystem.Infra.Stacks;

/// <summary>The state machines of <c>statemachines/</c>, their definitions unchanged: CloudFormation fills in the placeholders.</summary>
public sealed class WorkflowStack : Stack
{
    internal WorkflowStack(Construct scope, DeploymentSettings settings, IReadOnlyList<StateMachineDefinition> definitions, FunctionsStack functions)
        : base(scope, "Workflow", StackNames.Props(settings, "workflow", "The state machines: one execution per order."))
    {
        StateMachines = [.. definitions.Select(definition => NewMachine(definition, settings, functions))];
    }

    public IReadOnlyList<StateMachine> StateMachines { get; }

    private StateMachine NewMachine(StateMachineDefinition definition, DeploymentSettings settings, FunctionsStack functions)
    {
        var id = definition.PascalName;
        var role = new Role(this, id + "Role", new RoleProps
        {
            AssumedBy = new ServicePrincipal("states.amazonaws.com"),
            Description = $"What executions of {settings.Name(definition.Name)} may do.",
        });
        role.AddToPolicy(Statements.Allow(
            ["lambda:InvokeFunction"], [.. definition.Functions.Keys.Select(function => functions.Tasks[function].Function.FunctionArn)]));
        if (definition.StartsItself)
        {
            role.AddToPolicy(Statements.Allow(["states:StartExecution"], StateMachineArns.Of(this, settings, definition.Name)));
        }

        if (definition.StopsExecutions)
        {
            role.AddToPolicy(Statements.Allow(["states:StopExecution"], StateMachineArns.ExecutionsOf(this, settings, "order")));
        }

        return new StateMachine(this, id, new StateMachineProps
        {
            StateMachineName = settings.Name(definition.Name),
            StateMachineType = StateMachineType.STANDARD,
            DefinitionBody = DefinitionBody.FromString(definition.Text),
            DefinitionSubstitutions = definition.Functions.Keys.ToDictionary(
                function => function + "FunctionArn", function => functions.Tasks[function].Function.FunctionArn),
            Role = role,
            TracingEnabled = true,
            Logs = new LogOptions
            {
                Level = LogLevel.ALL,
                IncludeExecutionData = false, // task tokens and people's addresses stay out of the logs
                Destination = new LogGroup(this, id + "Logs", new LogGroupProps
                {
                    LogGroupName = $"/aws/vendedlogs/states/{settings.Name(definition.Name)}",
                    Retention = settings.LogRetention,
                    RemovalPolicy = settings.DataRemoval,
                }),
            },
            RemovalPolicy = settings.DataRemoval, // deleting a machine ends its executions
        });
    }
}
