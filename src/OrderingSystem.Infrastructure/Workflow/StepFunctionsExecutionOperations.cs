using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Operating executions through the Step Functions API.</summary>
public sealed class StepFunctionsExecutionOperations(
    IAmazonStepFunctions stepFunctions, IExecutionControl control, IOptions<OrderWorkflowOptions> options) : IExecutionOperations
{
    private const int PageSize = 1_000;

    public async Task<ExecutionState?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (ArnOf(name) is not { } arn)
        {
            return null;
        }

        if (await StepFunctionsCalls.FindExecutionAsync(stepFunctions, arn, cancellationToken) is not { } found)
        {
            return null;
        }

        var isRedrivable = found.RedriveStatus == ExecutionRedriveStatus.REDRIVABLE;
        return new ExecutionState(
            name,
            found.ExecutionArn,
            found.Status.Value,
            isRedrivable ? null : found.RedriveStatusReason ?? $"Execution is {found.Status.Value} and cannot be redriven",
            found.Error,
            StepFunctionsCalls.RequiredTimeOf(found.StartDate),
            StepFunctionsCalls.TimeOf(found.StopDate))
        {
            Input = found.Input,
        };
    }

    public Task<string?> RedriveAsync(string name, CancellationToken cancellationToken) =>
        control.RedriveAsync(ArnOf(name) ?? throw Unknown(name), cancellationToken);

    public Task StopAsync(string name, string error, string cause, CancellationToken cancellationToken) =>
        control.StopAsync(ArnOf(name) ?? throw Unknown(name), error, cause, cancellationToken);

    public async Task<WorkflowStart> StartRunAsync(string name, PlacedOrder input, CancellationToken cancellationToken)
    {
        var request = new StartExecutionRequest
        {
            StateMachineArn = options.Value.StateMachineArn,
            Name = name,
            Input = JsonSerializer.Serialize(input, WorkflowJson.Compact.PlacedOrder),
        };
        try
        {
            var started = await StepFunctionsCalls.AskAsync(() => stepFunctions.StartExecutionAsync(request, cancellationToken));
            return new WorkflowStart.Started(started.ExecutionArn, StepFunctionsCalls.TimeOf(started.StartDate) ?? input.Resume!.At);
        }
        catch (ExecutionAlreadyExistsException)
        {
            return new WorkflowStart.NameTaken();
        }
    }

    public async Task<RedriveStep?> FindLatestStepAsync(string jobId, CancellationToken cancellationToken)
    {
        // An answer stands at most a round of the machine behind the end: a choice, a wait, the next task and its retries.
        var history = await StepFunctionsCalls.AskAsync(() => stepFunctions.GetExecutionHistoryAsync(
            new GetExecutionHistoryRequest { ExecutionArn = ArnOf(jobId) ?? throw Unknown(jobId), ReverseOrder = true, MaxResults = PageSize }, cancellationToken));
        var answer = history.Events.Select(happened => happened.LambdaFunctionSucceededEventDetails?.Output).FirstOrDefault(output => output is not null);
        return answer is null ? null : JsonSerializer.Deserialize(answer, WorkflowJson.Default.RedriveAnswer)?.Progress;
    }

    public async IAsyncEnumerable<FailedExecution> ListFailedAsync(string machine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var status in new[] { ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT })
        {
            var request = new ListExecutionsRequest { StateMachineArn = options.Value.ArnOf(machine), StatusFilter = status, MaxResults = PageSize };
            do
            {
                var page = await StepFunctionsCalls.AskAsync(() => stepFunctions.ListExecutionsAsync(request, cancellationToken));
                foreach (var item in page.Executions)
                {
                    if (StepFunctionsCalls.TimeOf(item.StartDate) is { } started)
                    {
                        yield return new FailedExecution(item.Name, started, StepFunctionsCalls.TimeOf(item.StopDate) ?? started);
                    }
                }

                request.NextToken = page.NextToken;
            }
            while (request.NextToken is not null);
        }
    }

    private string? ArnOf(string name) => ExecutionNames.MachineOf(name) is { } machine ? options.Value.ExecutionArnOf(machine, name) : null;

    private static ArgumentException Unknown(string name) => new($"'{name}' is not the name of an execution of ours.", nameof(name));
}
