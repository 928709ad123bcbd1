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

    /// <summary>Every one of them.</summary>
    internal IEnumerable<string> All =>
    [
        StateMachineArn,
        Companion(CarrierWatchArn, "carrier-watch"),
        Companion(CancelOrderArn, "cancel-order"),
        Companion(BulkDecisionArn, "bulk-decision"),
        Companion(BulkRedriveArn, "bulk-redrive"),
    ];

    internal bool IsValid => IsStateMachine(StateMachineArn)
        && new[] { CarrierWatchArn, CancelOrderArn, BulkDecisionArn, BulkRedriveArn }.All(arn => arn.Length == 0 || IsStateMachine(arn));

    internal string Companion(string configuredArn, string name) =>
        configuredArn.Length > 0 ? configuredArn : $"{StateMachineArn[..StateMachineArn.LastIndexOf(':')]}:{name}";

    private static bool IsStateMachine(string arn) => arn.Split(':') is ["arn", _, "states", _, _, "stateMachine", { Length: > 0 }];
}
