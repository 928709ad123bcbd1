using System.Diagnostics;
using System.Text.Json;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Watches, cancellations and decisions for many through the Step Functions API.</summary>
public sealed class StepFunctionsCompanionWorkflows(IAmazonStepFunctions stepFunctions, IOptions<OrderWorkflowOptions> options) : ICompanionWorkflows
{
    public async Task<CompanionRun> StartAsync(CompanionInput input, CancellationToken cancellationToken)
    {
        var (arn, json) = input switch
        {
            CarrierWatchInput watch => (
                options.Value.ArnOf("carrier-watch"),
                JsonSerializer.Serialize(watch, WorkflowJson.Compact.CarrierWatchInput)),
            CancelOrderInput cancellation => (
                options.Value.ArnOf("cancel-order"),
                JsonSerializer.Serialize(cancellation, WorkflowJson.Compact.CancelOrderInput)),
            BulkDecisionInput decision => (
                options.Value.ArnOf("bulk-decision"),
                JsonSerializer.Serialize(decision, WorkflowJson.Compact.BulkDecisionInput)),
            BulkRedriveInput redrive => (
                options.Value.ArnOf("bulk-redrive"),
                JsonSerializer.Serialize(redrive, WorkflowJson.Compact.BulkRedriveInput)),
            _ => throw new UnreachableException($"No machine for {input.GetType().Name}."),
        };
        try
        {
            await StepFunctionsCalls.AskAsync(() => stepFunctions.StartExecutionAsync(
                new StartExecutionRequest
                {
                    StateMachineArn = arn,
                    Name = input.ExecutionName,
                    Input = json,

                    // A cancellation belongs to who asked for it; a watch is started by whichever order came first, and is about all of them.
                    TraceHeader = input is CancelOrderInput ? TraceHeader.Outgoing() : null,
                },
                cancellationToken));
            return CompanionRun.Running;
        }
        catch (ExecutionAlreadyExistsException)
        {
            // Ended; or running with an input that is written otherwise, for example by the state machine that handed over.
            var execution = await StepFunctionsCalls.AskAsync(() => stepFunctions.DescribeExecutionAsync(
                new DescribeExecutionRequest { ExecutionArn = StepFunctionsCalls.ExecutionArnOf(arn, input.ExecutionName) },
                cancellationToken));
            return execution.Status == ExecutionStatus.RUNNING ? CompanionRun.Running : CompanionRun.Ended;
        }
    }

    public Task<bool> ReleaseAsync(TaskToken token, ReleaseOutput output, CancellationToken cancellationToken) =>
        StepFunctionsCalls.RedeemAsync(() => stepFunctions.SendTaskSuccessAsync(
            new SendTaskSuccessRequest
            {
                TaskToken = token.Reveal(),
                Output = JsonSerializer.Serialize(output, WorkflowJson.Compact.ReleaseOutput),
            },
            cancellationToken));
}
