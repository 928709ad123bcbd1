namespace OrderingSystem.Application.Executions;

/// <summary>Names one execution among those of the Step Functions endpoint that this system talks to.</summary>
/// <param name="StateMachine">The state machine's name, for example <c>order</c>.</param>
/// <param name="Name">The execution's name; of an order, the order id.</param>
public sealed record ExecutionKey(string StateMachine, string Name);
