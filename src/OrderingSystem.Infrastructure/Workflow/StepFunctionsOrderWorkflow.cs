using System.Diagnostics;
using System.Text.Json;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Orders' executions through the Step Functions API, on AWS and on the embedded engine alike.</summary>
public sealed class StepFunctionsOrderWorkflow(IAmazonStepFunctions stepFunctions, IOptions<OrderWorkflowOptions> options) : IOrderWorkflow
{
    public async Task<WorkflowStart> StartAsync(OrderId orderId, PlacedOrder input, CancellationToken cancellationToken)
    {
        using var span = OrderingTelemetry.Source.StartActivity("start order", ActivityKind.Producer);
        span?.SetTag(OrderingTelemetry.OrderIdTag, orderId.Value);
        var request = new StartExecutionRequest
        {
            StateMachineArn = options.Value.StateMachineArn,
            Name = orderId.Value,
            TraceHeader = TraceHeader.Outgoing(),
            Input = JsonSerializer.Serialize(input, WorkflowJson.Compact.PlacedOrder),
        };
        try
        {
            var response = await StepFunctionsCalls.AskAsync(() => stepFunctions.StartExecutionAsync(request, cancellationToken));
            return new WorkflowStart.Started(response.ExecutionArn, StepFunctionsCalls.RequiredTimeOf(response.StartDate));
        }
        catch (ExecutionAlreadyExistsException)
        {
            return new WorkflowStart.NameTaken();
        }
    }

    public async Task<OrderExecution?> FindAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var request = new DescribeExecutionRequest { ExecutionArn = ExecutionArnOf(orderId) };
        try
        {
            var response = await StepFunctionsCalls.AskAsync(() => stepFunctions.DescribeExecutionAsync(request, cancellationToken));
            return new OrderExecution(response.ExecutionArn, StepFunctionsCalls.RequiredTimeOf(response.StartDate), Read(orderId, response.Input));
        }
        catch (ExecutionDoesNotExistException)
        {
            return null;
        }
    }

    public Task<bool> SendTaskSuccessAsync(TaskToken token, DecisionOutput output, CancellationToken cancellationToken) =>
        StepFunctionsCalls.RedeemAsync(() => stepFunctions.SendTaskSuccessAsync(
            new SendTaskSuccessRequest
            {
                TaskToken = token.Reveal(),
                Output = JsonSerializer.Serialize(output, WorkflowJson.Compact.DecisionOutput),
            },
            cancellationToken));

    public Task<bool> SendTaskFailureAsync(TaskToken token, string error, string cause, CancellationToken cancellationToken) =>
        StepFunctionsCalls.RedeemAsync(() => stepFunctions.SendTaskFailureAsync(
            new SendTaskFailureRequest { TaskToken = token.Reveal(), Error = error, Cause = cause },
            cancellationToken));

    private string ExecutionArnOf(OrderId orderId) => StepFunctionsCalls.ExecutionArnOf(options.Value.StateMachineArn, orderId.Value);

    private static PlacedOrder? Read(OrderId orderId, string? input)
    {
        if (input is null)
        {
            return null;
        }

        try
        {
            var placed = JsonSerializer.Deserialize(input, WorkflowJson.Default.PlacedOrder);
            return placed?.OrderId == orderId.Value && CustomerId.TryParse(placed.Order.CustomerId, out _) ? placed : null;
        }
        catch (JsonException)
        {
            return null; // started by hand, with something else in it
        }
    }
}
