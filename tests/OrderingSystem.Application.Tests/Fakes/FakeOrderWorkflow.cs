using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

/// <summary>Starts nothing, and answers as Step Functions does.</summary>
public sealed class FakeOrderWorkflow(TimeProvider clock) : IOrderWorkflow, IOrderProgressReader
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OrderId, (OrderExecution Execution, string Json, bool Ended)> _executions = [];
    private readonly HashSet<TaskToken> _waiting = [];

    private readonly HashSet<OrderId> _awaitsToken = [];

    public int StartCalls { get; private set; }

    public int Executions => _executions.Count;

    public List<DecisionOutput> Decisions { get; } = [];

    /// <summary>Every call answers "unavailable".</summary>
    public bool IsDown { get; set; }

    public Task<WorkflowStart> StartAsync(OrderId orderId, PlacedOrder input, CancellationToken cancellationToken)
    {
        Refuse();
        lock (_gate)
        {
            StartCalls++;
            var json = System.Text.Json.JsonSerializer.Serialize(input, WorkflowJson.Compact.PlacedOrder);
            if (_executions.TryGetValue(orderId, out var known))
            {
                return Task.FromResult<WorkflowStart>(known.Json == json && !known.Ended
                    ? new WorkflowStart.Started(known.Execution.ExecutionArn, known.Execution.StartedAt)
                    : new WorkflowStart.NameTaken());
            }

            var execution = new OrderExecution($"arn:aws:states:us-east-1:123456789012:execution:order:{orderId}", clock.GetUtcNow(), input);
            _executions.Add(orderId, (execution, json, false));
            return Task.FromResult<WorkflowStart>(new WorkflowStart.Started(execution.ExecutionArn, execution.StartedAt));
        }
    }

    public Task<OrderExecution?> FindAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        Refuse();
        lock (_gate)
        {
            return Task.FromResult(_executions.TryGetValue(orderId, out var known) ? known.Execution : null);
        }
    }

    Task<OrderProgress?> IOrderProgressReader.FindAsync(Order order, CancellationToken cancellationToken)
    {
        Refuse();
        lock (_gate)
        {
            return Task.FromResult(_executions.TryGetValue(order.OrderId, out var known)
                ? new OrderProgress(order.OrderId.Value, !known.Ended, _awaitsToken.Contains(order.OrderId), known.Execution.StartedAt)
                : null);
        }
    }

    public Task<bool> SendTaskSuccessAsync(TaskToken token, DecisionOutput output, CancellationToken cancellationToken)
    {
        Refuse();
        lock (_gate)
        {
            if (!_waiting.Remove(token))
            {
                return Task.FromResult(false);
            }

            Decisions.Add(output);
            return Task.FromResult(true);
        }
    }

    public Task<bool> SendTaskFailureAsync(TaskToken token, string error, string cause, CancellationToken cancellationToken)
    {
        Refuse();
        lock (_gate)
        {
            return Task.FromResult(_waiting.Remove(token));
        }
    }

    /// <summary>An execution waits with this token.</summary>
    public void Await(TaskToken token) => _waiting.Add(token);

    /// <summary>The order's execution stands where somebody has to send a token.</summary>
    public void AwaitToken(OrderId orderId) => _awaitsToken.Add(orderId);

    public void End(OrderId orderId) => _executions[orderId] = _executions[orderId] with { Ended = true };

    private void Refuse()
    {
        if (IsDown)
        {
            throw new WorkflowUnavailableException("Down, as the test asked.");
        }
    }
}
