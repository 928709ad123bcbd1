using System.Text.Json;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Amazon.StepFunctions.Transport;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Paging;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Reads state machines, executions and histories through the Step Functions API.</summary>
public sealed class StepFunctionsExecutionReader(IAmazonStepFunctions stepFunctions, IStateMachineDirectory directory) : IExecutionReader
{
    public async Task<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(CancellationToken cancellationToken) =>
        [.. (await directory.ListAsync(cancellationToken)).OrderBy(machine => machine.Name, StringComparer.Ordinal)];

    public async Task<StateMachineDetails?> FindStateMachineAsync(string name, CancellationToken cancellationToken)
    {
        if (await directory.FindArnAsync(name, cancellationToken) is not { } arn)
        {
            return null;
        }

        try
        {
            var machine = await StepFunctionsCalls.AskAsync(() => stepFunctions.DescribeStateMachineAsync(
                new DescribeStateMachineRequest { StateMachineArn = arn }, cancellationToken));
            return new StateMachineDetails(
                new StateMachineSummary(name, machine.StateMachineArn, machine.Type.Value, StepFunctionsCalls.RequiredTimeOf(machine.CreationDate)),
                machine.Status?.Value ?? "ACTIVE",
                machine.Definition,
                machine.RevisionId);
        }
        catch (StateMachineDoesNotExistException)
        {
            directory.Forget(name); // deleted since it was listed
            return null;
        }
    }

    public async Task<Page<ExecutionSummary>?> ListAsync(
        string stateMachine, string? status, PageRequest page, CancellationToken cancellationToken)
    {
        if (await directory.FindArnAsync(stateMachine, cancellationToken) is not { } arn)
        {
            return null;
        }

        try
        {
            var found = await StepFunctionsCalls.AskAsync(() => stepFunctions.ListExecutionsAsync(
                new ListExecutionsRequest
                {
                    StateMachineArn = arn,
                    StatusFilter = status is null ? null : new ExecutionStatus(status),
                    MaxResults = page.Limit,
                    NextToken = page.Cursor,
                },
                cancellationToken));
            return new Page<ExecutionSummary>(
                [
                    .. found.Executions.Select(item => new ExecutionSummary(
                        new ExecutionKey(stateMachine, item.Name),
                        item.ExecutionArn,
                        item.Status.Value,
                        StepFunctionsCalls.RequiredTimeOf(item.StartDate),
                        StepFunctionsCalls.TimeOf(item.StopDate),
                        item.RedriveCount ?? 0,
                        StepFunctionsCalls.TimeOf(item.RedriveDate))),
                ],
                found.NextToken);
        }
        catch (InvalidTokenException)
        {
            throw new InvalidCursorException();
        }
        catch (StateMachineTypeNotSupportedException)
        {
            return new Page<ExecutionSummary>([], null); // an Express machine keeps no list
        }
        catch (StateMachineDoesNotExistException)
        {
            return null;
        }
    }

    public async Task<ExecutionDetails?> FindAsync(ExecutionKey key, CancellationToken cancellationToken)
    {
        if (await ExecutionArnOfAsync(key, cancellationToken) is not { } arn)
        {
            return null;
        }

        if (await StepFunctionsCalls.FindExecutionAsync(stepFunctions, arn, cancellationToken) is not { } execution)
        {
            return null;
        }

        try
        {
            var machine = await StepFunctionsCalls.AskAsync(() => stepFunctions.DescribeStateMachineForExecutionAsync(
                new DescribeStateMachineForExecutionRequest { ExecutionArn = arn }, cancellationToken));
            return new ExecutionDetails(
                new ExecutionSummary(
                    key,
                    execution.ExecutionArn,
                    execution.Status.Value,
                    StepFunctionsCalls.RequiredTimeOf(execution.StartDate),
                    StepFunctionsCalls.TimeOf(execution.StopDate),
                    execution.RedriveCount ?? 0,
                    StepFunctionsCalls.TimeOf(execution.RedriveDate)),
                execution.Input,
                execution.Output,
                execution.Error,
                execution.Cause,
                machine.Definition,
                execution.RedriveStatus?.Value,
                execution.RedriveStatusReason,
                execution.StateMachineVersionArn,
                execution.StateMachineAliasArn);
        }
        catch (AmazonStepFunctionsException missing) when (StepFunctionsCalls.IsMissing(missing))
        {
            return null;
        }
    }

    public async Task<Page<HistoryEntry>?> ReadHistoryAsync(ExecutionKey key, bool newestFirst, PageRequest page, CancellationToken cancellationToken)
    {
        if (await ExecutionArnOfAsync(key, cancellationToken) is not { } arn)
        {
            return null;
        }

        try
        {
            var history = await StepFunctionsCalls.AskAsync(() => stepFunctions.GetExecutionHistoryAsync(
                new GetExecutionHistoryRequest
                {
                    ExecutionArn = arn,
                    IncludeExecutionData = true,
                    MaxResults = page.Limit,
                    NextToken = page.Cursor,
                    ReverseOrder = newestFirst,
                },
                cancellationToken));
            return new Page<HistoryEntry>([.. history.Events.Select(EntryOf)], history.NextToken);
        }
        catch (InvalidTokenException)
        {
            throw new InvalidCursorException();
        }
        catch (AmazonStepFunctionsException missing) when (StepFunctionsCalls.IsMissing(missing))
        {
            return null;
        }
    }

    /// <summary>The details are those that the service gave, whatever the type: the client's own model names them.</summary>
    private static HistoryEntry EntryOf(HistoryEvent historyEvent)
    {
        var members = JsonSerializer.SerializeToNode(historyEvent, WireJson.Default.HistoryEvent)!.AsObject();
        var (name, details) = members.FirstOrDefault(member => member.Key.EndsWith("EventDetails", StringComparison.Ordinal));
        if (name is not null)
        {
            members.Remove(name); // what has a parent cannot be given to another
        }

        return new HistoryEntry(
            historyEvent.Id ?? 0,
            historyEvent.PreviousEventId ?? 0,
            historyEvent.Type.Value,
            StepFunctionsCalls.RequiredTimeOf(historyEvent.Timestamp),
            name,
            details?.AsObject());
    }

    private async Task<string?> ExecutionArnOfAsync(ExecutionKey key, CancellationToken cancellationToken) =>
        await directory.FindArnAsync(key.StateMachine, cancellationToken) is { } arn ? StepFunctionsCalls.ExecutionArnOf(arn, key.Name) : null;
}
