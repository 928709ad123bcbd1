using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Amazon.StepFunctions.Transport;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Paging;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Reads state machines, executions and histories through the Step Functions API.</summary>
public sealed class StepFunctionsExecutionReader(IAmazonStepFunctions stepFunctions) : IExecutionReader
{
    private readonly ConcurrentDictionary<string, string> _arns = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(CancellationToken cancellationToken)
    {
        List<StateMachineSummary> machines = [];
        string? token = null;
        do
        {
            var page = await StepFunctionsCalls.AskAsync(() => stepFunctions.ListStateMachinesAsync(
                new ListStateMachinesRequest { MaxResults = 1_000, NextToken = token }, cancellationToken));
            machines.AddRange(page.StateMachines.Select(machine =>
                new StateMachineSummary(machine.Name, machine.StateMachineArn, machine.Type.Value, TimeOf(machine.CreationDate))));
            token = page.NextToken;
        }
        while (token is not null);
        foreach (var machine in machines)
        {
            _arns[machine.Name] = machine.Arn;
        }

        return [.. machines.OrderBy(machine => machine.Name, StringComparer.Ordinal)];
    }

    public async Task<StateMachineDetails?> FindStateMachineAsync(string name, CancellationToken cancellationToken)
    {
        if (await ArnOfAsync(name, cancellationToken) is not { } arn)
        {
            return null;
        }

        try
        {
            var machine = await StepFunctionsCalls.AskAsync(() => stepFunctions.DescribeStateMachineAsync(
                new DescribeStateMachineRequest { StateMachineArn = arn }, cancellationToken));
            return new StateMachineDetails(
                new StateMachineSummary(machine.Name, machine.StateMachineArn, machine.Type.Value, TimeOf(machine.CreationDate)),
                machine.Status?.Value ?? "ACTIVE",
                machine.Definition,
                machine.RevisionId);
        }
        catch (StateMachineDoesNotExistException)
        {
            _arns.TryRemove(name, out _); // deleted since it was listed
            return null;
        }
    }

    public async Task<Page<ExecutionSummary>?> ListAsync(
        string stateMachine, string? status, PageRequest page, CancellationToken cancellationToken)
    {
        if (await ArnOfAsync(stateMachine, cancellationToken) is not { } arn)
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
                        TimeOf(item.StartDate),
                        TimeOrNull(item.StopDate),
                        item.RedriveCount ?? 0,
                        TimeOrNull(item.RedriveDate))),
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

        try
        {
            var execution = await StepFunctionsCalls.AskAsync(() => stepFunctions.DescribeExecutionAsync(
                new DescribeExecutionRequest { ExecutionArn = arn }, cancellationToken));
            var machine = await StepFunctionsCalls.AskAsync(() => stepFunctions.DescribeStateMachineForExecutionAsync(
                new DescribeStateMachineForExecutionRequest { ExecutionArn = arn }, cancellationToken));
            return new ExecutionDetails(
                new ExecutionSummary(
                    key,
                    execution.ExecutionArn,
                    execution.Status.Value,
                    TimeOf(execution.StartDate),
                    TimeOrNull(execution.StopDate),
                    execution.RedriveCount ?? 0,
                    TimeOrNull(execution.RedriveDate)),
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
        catch (AmazonStepFunctionsException missing) when (IsMissing(missing))
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
        catch (AmazonStepFunctionsException missing) when (IsMissing(missing))
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
            TimeOf(historyEvent.Timestamp),
            name,
            details?.AsObject());
    }

    /// <summary>A name that cannot be one names nothing.</summary>
    private static bool IsMissing(AmazonStepFunctionsException exception) =>
        exception is ExecutionDoesNotExistException or StateMachineTypeNotSupportedException or InvalidArnException or ValidationException;

    private async Task<string?> ExecutionArnOfAsync(ExecutionKey key, CancellationToken cancellationToken) =>
        await ArnOfAsync(key.StateMachine, cancellationToken) is { } arn
            ? $"{arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{key.Name}"
            : null;

    /// <summary>ARNs do not change; one that is not known yet may have been created since the last list.</summary>
    private async Task<string?> ArnOfAsync(string stateMachine, CancellationToken cancellationToken)
    {
        if (_arns.TryGetValue(stateMachine, out var arn))
        {
            return arn;
        }

        await ListStateMachinesAsync(cancellationToken);
        return _arns.GetValueOrDefault(stateMachine);
    }

    private static DateTimeOffset TimeOf(DateTime? date) =>
        TimeOrNull(date) ?? throw new InvalidOperationException("Step Functions answered without a time that its model requires.");

    private static DateTimeOffset? TimeOrNull(DateTime? date) => date switch
    {
        null => null,
        { Kind: DateTimeKind.Unspecified } unspecified => new DateTimeOffset(unspecified, TimeSpan.Zero),
        { } known => new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero),
    };
}
