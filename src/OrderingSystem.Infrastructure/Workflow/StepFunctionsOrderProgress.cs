using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Reads the last event of an order's execution, which says both whether it runs and what it waits for.</summary>
public sealed class StepFunctionsOrderProgress(IAmazonStepFunctions stepFunctions, IOptions<OrderWorkflowOptions> options) : IOrderProgressReader
{
    private static readonly Dictionary<string, string> Ends = new(StringComparer.Ordinal)
    {
        ["ExecutionSucceeded"] = "SUCCEEDED",
        ["ExecutionFailed"] = "FAILED",
        ["ExecutionAborted"] = "ABORTED",
        ["ExecutionTimedOut"] = "TIMED_OUT",
    };

    public async Task<OrderProgress?> FindAsync(Order order, CancellationToken cancellationToken)
    {
        var own = await ReadAsync(options.Value.StateMachineArn, ExecutionNames.OfArn(order.ExecutionArn), cancellationToken);
        if (own is { IsRunning: true })
        {
            return own;
        }

        return await ReadAsync(options.Value.ArnOf("cancel-order"), CancelOrderInput.NameOf(order.OrderId.Value), cancellationToken) ?? own;
    }

    private async Task<OrderProgress?> ReadAsync(string stateMachineArn, string name, CancellationToken cancellationToken)
    {
        var request = new GetExecutionHistoryRequest
        {
            ExecutionArn = StepFunctionsCalls.ExecutionArnOf(stateMachineArn, name),
            ReverseOrder = true,
            MaxResults = 1,
            IncludeExecutionData = false,
        };
        try
        {
            var response = await StepFunctionsCalls.AskAsync(() => stepFunctions.GetExecutionHistoryAsync(request, cancellationToken));
            return response.Events is [{ Type: { } type, Timestamp: { } at }, ..]
                ? new OrderProgress(name, !Ends.ContainsKey(type.Value), type.Value == "TaskSubmitted", new DateTimeOffset(at.ToUniversalTime(), TimeSpan.Zero))
                {
                    EndedAs = Ends.GetValueOrDefault(type.Value, "SUCCEEDED"),
                }
                : null;
        }
        catch (ExecutionDoesNotExistException)
        {
            return null;
        }
    }
}
