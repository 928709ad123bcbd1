using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <summary>Redrives and stops executions, by name, and writes down on the order who did.</summary>
public sealed class OperateExecution(IOrderStore orders, IExecutionOperations operations, TimeProvider clock)
{
    /// <summary>Lets a failed execution go on from the state that failed.</summary>
    /// <exception cref="WorkflowUnavailableException">Whether it goes on is unknown; asking again is safe.</exception>
    public async Task<OperateResult> RedriveAsync(string name, string? reason, string by, CancellationToken cancellationToken)
    {
        if (await operations.FindAsync(name, cancellationToken) is not { } execution)
        {
            return new OperateResult.NotFound();
        }

        if (await WhyNotAsync(name, cancellationToken) is { } why)
        {
            return new OperateResult.NotNow(why, execution);
        }

        if (execution.NotRedrivable is { } declined || (declined = await operations.RedriveAsync(name, cancellationToken)) is not null)
        {
            return new OperateResult.NotNow(
                ExecutionNames.TryReadRun(name, out _, out _) && !execution.IsRunning ? $"{declined}. The order can be run again instead." : declined, execution);
        }

        await WriteDownAsync(name, TimelineKind.Redriven, $"Execution {name} goes on from the state that failed.", reason, by, cancellationToken);
        return new OperateResult.Done(await operations.FindAsync(name, cancellationToken) ?? execution);
    }

    /// <summary>Ends an execution. Its order waits for somebody to redrive it, run it again or cancel it, and the invariants say so.</summary>
    /// <exception cref="WorkflowUnavailableException">Whether it was stopped is unknown; asking again is safe.</exception>
    public async Task<OperateResult> StopAsync(string name, string reason, string by, CancellationToken cancellationToken)
    {
        if (await operations.FindAsync(name, cancellationToken) is not { } execution)
        {
            return new OperateResult.NotFound();
        }

        if (!execution.IsRunning)
        {
            return new OperateResult.NotNow($"The execution is {execution.Status}.", execution);
        }

        await operations.StopAsync(name, "StoppedByOperator", reason, cancellationToken);
        await WriteDownAsync(name, TimelineKind.Stopped, $"Execution {name} was stopped.", reason, by, cancellationToken);
        return new OperateResult.Done(await operations.FindAsync(name, cancellationToken) ?? execution);
    }

    /// <summary>Of all executions of an order one may live: the newest, and none while the order is being cancelled.</summary>
    private async Task<string?> WhyNotAsync(string name, CancellationToken cancellationToken)
    {
        if (!ExecutionNames.TryReadRun(name, out var orderId, out _))
        {
            return null;
        }

        if (await orders.FindAsync(orderId, cancellationToken) is { } order && ExecutionNames.OfArn(order.ExecutionArn) is var newest && newest != name)
        {
            return $"The order was run again, as {newest}.";
        }

        return await operations.FindAsync(CancelOrderInput.NameOf(orderId.Value), cancellationToken) is { } cancellation
            ? $"The order was cancelled: {cancellation.Name} has it and is {cancellation.Status}."
            : null;
    }

    private async Task WriteDownAsync(string name, TimelineKind kind, string text, string? reason, string by, CancellationToken cancellationToken)
    {
        if (ExecutionNames.OrderOf(name) is { } orderId)
        {
            var entry = new TimelineEntry(clock.GetUtcNow(), kind, reason is null ? text : $"{text} {reason}", by);
            await orders.ChangeAsync(orderId, current => current.WriteDown(entry), cancellationToken);
        }
    }
}

public abstract record OperateResult
{
    private OperateResult()
    {
    }

    public sealed record Done(ExecutionState Execution) : OperateResult;

    public sealed record NotFound : OperateResult;

    public sealed record NotNow(string Reason, ExecutionState Execution) : OperateResult;
}
