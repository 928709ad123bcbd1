using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Infrastructure.Workflow;

namespace OrderingSystem.Host.Composition;

/// <summary>
/// Starts orders on this process's own engine by a call: written as JSON, signed, sent, checked and read again, a start costs twice the processor time of everything else that
/// accepts an order. What is rarer goes through the Step Functions API, as on AWS.
/// </summary>
internal sealed class EngineOrderWorkflow(IStepFunctionsEngine engine, StepFunctionsOrderWorkflow wire, IOptions<OrderWorkflowOptions> options) : IOrderWorkflow
{
    public async Task<WorkflowStart> StartAsync(OrderId orderId, PlacedOrder input, CancellationToken cancellationToken)
    {
        using var span = OrderingTelemetry.Source.StartActivity("start order", ActivityKind.Producer);
        span?.SetTag(OrderingTelemetry.OrderIdTag, orderId.Value);
        var request = new StartExecutionRequest(
            options.Value.StateMachineArn, orderId.Value, JsonSerializer.Serialize(input, WorkflowJson.Compact.PlacedOrder), TraceHeader.Outgoing());
        try
        {
            var started = await engine.StartExecutionAsync(request, cancellationToken);
            return new WorkflowStart.Started(started.ExecutionArn, started.StartDate);
        }
        catch (StepFunctionsException taken) when (taken.Code == "ExecutionAlreadyExists")
        {
            return new WorkflowStart.NameTaken();
        }
        catch (Exception exception) when (exception is StoreFaultedException or ObjectDisposedException or StepFunctionsException { Code: "ThrottlingException" })
        {
            throw new WorkflowUnavailableException("The engine gave no answer, or asks for patience.", exception);
        }
    }

    public Task<OrderExecution?> FindAsync(OrderId orderId, CancellationToken cancellationToken) => wire.FindAsync(orderId, cancellationToken);

    public Task<bool> SendTaskSuccessAsync(TaskToken token, DecisionOutput output, CancellationToken cancellationToken) =>
        wire.SendTaskSuccessAsync(token, output, cancellationToken);

    public Task<bool> SendTaskFailureAsync(TaskToken token, string error, string cause, CancellationToken cancellationToken) =>
        wire.SendTaskFailureAsync(token, error, cause, cancellationToken);
}
