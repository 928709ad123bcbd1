using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace OrderingSystem.Infra.Constructs;

/// <summary>
/// A function of the one executable <c>bootstrap</c>: a role of its own that may write its own log group, X-Ray, JSON logs.
/// </summary>
public sealed class NativeFunction : Construct
{
    internal NativeFunction(Construct scope, string handler, DeploymentSettings settings, NativeFunctionProps props)
        : base(scope, handler)
    {
        var name = settings.Name(handler);
        LogGroup = new LogGroup(this, "Logs", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/{name}",
            Retention = settings.LogRetention,
            RemovalPolicy = settings.DataRemoval,
        });
        var role = new Role(this, "Role", new RoleProps
        {
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
            Description = $"What {name} may do.",
        });
        role.AddToPolicy(Statements.Allow(["logs:CreateLogStream", "logs:PutLogEvents"], LogGroup.LogGroupArn));
        foreach (var statement in props.Statements)
        {
            role.AddToPolicy(statement);
        }

        Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = name,
            Description = props.Description,
            Runtime = Runtime.PROVIDED_AL2023,
            Architecture = Architecture.X86_64,
            Handler = handler,
            Code = props.Code,
            Layers = props.Layers,
            MemorySize = props.MemoryMegabytes,
            Timeout = Duration.Seconds(props.TimeoutSeconds),
            ReservedConcurrentExecutions = props.ReservedConcurrency,
            Environment = props.Environment,
            Role = role,
            LogGroup = LogGroup,
            Tracing = Tracing.ACTIVE,
        });
    }

    public Function Function { get; }

    public LogGroup LogGroup { get; }
}

internal sealed record NativeFunctionProps(Code Code, string Description, int TimeoutSeconds, IDictionary<string, string> Environment)
{
    /// <summary>
    /// CPU comes with memory: 256 MB is an eighth of a core, enough for JSON and two HTTP calls, and far above the 40 MB that the process takes.
    /// </summary>
    public int MemoryMegabytes { get; init; } = 256;

    /// <summary>Null: takes from the account's pool.</summary>
    public int? ReservedConcurrency { get; init; }

    public ILayerVersion[] Layers { get; init; } = [];

    public IReadOnlyList<PolicyStatement> Statements { get; init; } = [];
}
