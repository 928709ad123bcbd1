namespace OrderingSystem.Infrastructure.Workflow;

public sealed class OrderWorkflowOptions
{
    /// <summary>The state machine of orders, without version or alias: <c>arn:aws:states:REGION:ACCOUNT:stateMachine:NAME</c>.</summary>
    public string StateMachineArn { get; set; } = string.Empty;

    internal bool IsValid => StateMachineArn.Split(':') is ["arn", _, "states", _, _, "stateMachine", { Length: > 0 }];
}
