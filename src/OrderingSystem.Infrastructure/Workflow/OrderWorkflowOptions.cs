namespace OrderingSystem.Infrastructure.Workflow;

public sealed class OrderWorkflowOptions
{
    /// <summary>The state machine of orders, without version or alias: <c>arn:aws:states:REGION:ACCOUNT:stateMachine:NAME</c>.</summary>
    public string StateMachineArn { get; set; } = string.Empty;

    /// <summary>The same for <c>carrier-watch</c>; where it is left empty, the machine of that name beside the orders' own.</summary>
    public string CarrierWatchArn { get; set; } = string.Empty;

    /// <summary>The same for <c>cancel-order</c>; where it is left empty, the machine of that name beside the orders' own.</summary>
    public string CancelOrderArn { get; set; } = string.Empty;

    /// <summary>The same for <c>bulk-decision</c>; where it is left empty, the machine of that name beside the orders' own.</summary>
    public string BulkDecisionArn { get; set; } = string.Empty;

    /// <summary>The same for <c>bulk-redrive</c>; where it is left empty, the machine of that name beside the orders' own.</summary>
    public string BulkRedriveArn { get; set; } = string.Empty;

    /// <summary>The machines, as their files are called.</summary>
    internal static IReadOnlyList<string> Machines { get; } = ["order", "cancel-order", "carrier-watch", "bulk-decision", "bulk-redrive"];

    internal bool IsValid => IsStateMachine(StateMachineArn)
        && new[] { CarrierWatchArn, CancelOrderArn, BulkDecisionArn, BulkRedriveArn }.All(arn => arn.Length == 0 || IsStateMachine(arn));

    /// <param name="machine">One of <see cref="Machines"/>.</param>
    internal string ArnOf(string machine) => machine switch
    {
        "order" => StateMachineArn,
        "cancel-order" => Companion(CancelOrderArn, machine),
        "carrier-watch" => Companion(CarrierWatchArn, machine),
        "bulk-decision" => Companion(BulkDecisionArn, machine),
        "bulk-redrive" => Companion(BulkRedriveArn, machine),
        _ => throw new ArgumentException($"'{machine}' is none of {string.Join(", ", Machines)}.", nameof(machine)),
    };

    /// <inheritdoc cref="ArnOf"/>
    internal string ExecutionArnOf(string machine, string name) => StepFunctionsCalls.ExecutionArnOf(ArnOf(machine), name);

    private string Companion(string configuredArn, string name) =>
        configuredArn.Length > 0 ? configuredArn : $"{StateMachineArn[..StateMachineArn.LastIndexOf(':')]}:{name}";

    private static bool IsStateMachine(string arn) => arn.Split(':') is ["arn", _, "states", _, _, "stateMachine", { Length: > 0 }];
}
