using Amazon.CDK;
using Constructs;
using OrderingSystem.Infra.Stacks;

namespace OrderingSystem.Infra;

/// <summary>All stacks of one deployment. Each refers only to those above it.</summary>
public sealed class OrderingApp
{
    public OrderingApp(Construct scope, DeploymentSettings settings, DeploymentAssets assets)
    {
        var definitions = StateMachineDefinition.ReadAll(assets.StateMachinesFolder);
        Tags.Of(scope).Add("application", "ordering");
        Tags.Of(scope).Add("stage", settings.Stage);

        Data = new DataStack(scope, settings);
        Messaging = new MessagingStack(scope, settings);
        Functions = new FunctionsStack(scope, settings, assets, definitions, Data, Messaging);
        Workflow = new WorkflowStack(scope, settings, definitions, Functions);
        Identity = new IdentityStack(scope, settings);
        if (assets.AdminApiFolder is { } adminApi)
        {
            Api = new ApiStack(scope, settings, adminApi, definitions, Data, Identity);
            Web = new WebStack(scope, settings, Api, Identity);
        }

        Observability = new ObservabilityStack(scope, settings, Messaging, Functions, Workflow, Api);
    }

    public DataStack Data { get; }

    public MessagingStack Messaging { get; }

    public FunctionsStack Functions { get; }

    public WorkflowStack Workflow { get; }

    public IdentityStack Identity { get; }

    /// <summary>Null where the admin API was not built.</summary>
    public ApiStack? Api { get; }

    public WebStack? Web { get; }

    public ObservabilityStack Observability { get; }
}
