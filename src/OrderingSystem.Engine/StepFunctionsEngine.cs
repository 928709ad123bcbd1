using System.Text.Json;
using OrderingSystem.Engine.Activities;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Catalog;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Express;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Runtime;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.Engine.TestStates;
using OrderingSystem.Engine.Versions;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine;

/// <summary>The Step Functions API over this engine. Made by <see cref="EmbeddedEngine"/>.</summary>
public sealed partial class StepFunctionsEngine : IStepFunctionsEngine
{
    private const int DefaultPage = 100;
    private const int MaxPage = 1_000;

    private readonly IExecutionStore _store;
    private readonly ExecutionRunner _runner;
    private readonly StateMachineRegistry _machines;
    private readonly VersionOperations _versions;
    private readonly TestStateOperation _testState;
    private readonly ActivityOperations _activities;
    private readonly TagRegistry _tags;
    private readonly RedriveTokens _redriveTokens;
    private readonly TaskTokens _tokens;
    private readonly IdleMonitor _idle;
    private readonly TimeProvider _clock;
    private readonly IEntropySource _entropy;
    private readonly Admission _admission;
    private readonly ExpressOperations _express;
    private readonly ExecutionNumbers _numbers;
    private readonly MapRunOperations _mapRuns;

    internal StepFunctionsEngine(
        IExecutionStore store, ExecutionRunner runner, StateMachineRegistry machines, VersionOperations versions, TestStateOperation testState,
        ActivityOperations activities, MapRunOperations mapRuns, TagRegistry tags, TaskTokens tokens, IdleMonitor idle, TimeProvider clock,
        IEntropySource entropy, ExecutionNumbers numbers, Admission admission,
        ExpressOperations express)
    {
        (_testState, _express) = (testState, express);
        (_versions, _activities, _tags, _redriveTokens) = (versions, activities, tags, new RedriveTokens(store));
        (_store, _runner, _machines, _tokens, _idle, _clock, _entropy, _admission) = (store, runner, machines, tokens, idle, clock, entropy, admission);
        (_numbers, _mapRuns) = (numbers, mapRuns);
    }

    public async Task<ExecutionDescription> DescribeExecutionAsync(string executionArn, CancellationToken cancellationToken)
    {
        var record = await FindAsync(executionArn, cancellationToken);
        var origin = await _store.ReadOriginAsync(record.ExecutionId, cancellationToken) ?? throw StepFunctionsException.ExecutionDoesNotExist(executionArn);
        return Describe(executionArn, record, origin, await ReadEndAsync(record, cancellationToken));
    }

    public async Task<Page<HistoryEvent>> GetExecutionHistoryAsync(string executionArn, bool reverseOrder, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        var record = await FindAsync(executionArn, cancellationToken);
        var scope = $"GetExecutionHistory {executionArn} {reverseOrder}";
        var limit = Limit(page);
        var from = PageToken.Read(scope, page.NextToken) ?? (reverseOrder ? long.MaxValue : 1);
        var (events, next) = await HistoryPage.ReadAsync(_store, record.ExecutionId, from, reverseOrder, limit, cancellationToken);
        return new Page<HistoryEvent>(events, next is { } id ? PageToken.Create(scope, id) : null);
    }

    public async Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string executionArn, long fromEventId, int limit, CancellationToken cancellationToken)
    {
        var record = await FindAsync(executionArn, cancellationToken);
        return (await HistoryPage.ReadAsync(_store, record.ExecutionId, fromEventId, descending: false, limit, cancellationToken)).Events;
    }

    public async Task<Page<ExecutionListItem>> ListExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.MapRunArn is not null)
        {
            return await _mapRuns.ListChildrenAsync(request.MapRunArn, request.Status, request.Page, Limit(request.Page), cancellationToken);
        }

        await FinishDeletionsAsync(cancellationToken);
        var reference = RequestChecks.Reference(request.StateMachineArn!);
        var machine = _machines.Get(reference.StateMachineArn);
        if (machine.Type == StateMachineType.Express)
        {
            throw StepFunctionsException.StateMachineTypeNotSupported();
        }

        var scope = $"ListExecutions {request.StateMachineArn} {request.Status}";
        var limit = Limit(request.Page);
        var before = PageToken.Read(scope, request.Page.NextToken);
        var found = reference.Qualifier is null
            ? await _store.ListAsync(machine.StateMachineId, request.Status, before, limit + 1, cancellationToken)
            : await _store.ListStartedOnAsync(machine.StateMachineId, new(reference.Version, reference.Alias), request.Status, before, limit + 1, cancellationToken);
        var items = found.Take(limit).Select(r => new ExecutionListItem(
            r.Revision.ExecutionArn(r.Name), r.Revision.Arn, r.Name, r.Status, r.StartTime, r.StopTime, r.RedriveCount, r.RedriveTime)
        {
            StateMachineVersionArn = VersionArn(r),
            StateMachineAliasArn = AliasArn(r),
        }).ToList();
        return new Page<ExecutionListItem>(items, found.Count > limit ? PageToken.Create(scope, found[limit - 1].ExecutionId) : null);
    }

    public Task<MapRunDescription> DescribeMapRunAsync(string mapRunArn, CancellationToken cancellationToken) => _mapRuns.DescribeAsync(mapRunArn, cancellationToken);

    public async Task<Page<MapRunListItem>> ListMapRunsAsync(string executionArn, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        var record = await FindAsync(executionArn, cancellationToken);
        return await _mapRuns.ListAsync(record, PageToken.Read($"ListMapRuns {executionArn}", page.NextToken) ?? 0, Limit(page), cancellationToken);
    }

    public Task UpdateMapRunAsync(UpdateMapRunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _mapRuns.UpdateAsync(request, cancellationToken);
    }

    public async Task<DateTimeOffset> StopExecutionAsync(string executionArn, string? error, string? cause, CancellationToken cancellationToken)
    {
        using var busy = _idle.Enter();
        using var turn = await _admission.EnterAsync(cancellationToken);
        var record = await FindAsync(executionArn, cancellationToken);
        if (record.Status == ExecutionStatus.Running)
        {
            _ = await _runner.ApplyAsync(record.ExecutionId, new StopRequested(default, 0, error, cause));
            record = await FindAsync(executionArn, cancellationToken);
        }

        return record.StopTime ?? throw new InvalidOperationException($"{executionArn} runs on after it was stopped.");
    }

    public async Task<DateTimeOffset> RedriveExecutionAsync(string executionArn, string? clientToken, CancellationToken cancellationToken)
    {
        using var busy = _idle.Enter();
        using var turn = await _admission.EnterAsync(cancellationToken);
        var record = await FindAsync(executionArn, cancellationToken);
        if (clientToken is not null && await _redriveTokens.IsRepeatedAsync(record, clientToken, Now(), cancellationToken))
        {
            return record.RedriveTime!.Value;
        }

        if (record.Revision.IsOfMapRun)
        {
            throw StepFunctionsException.ExecutionNotRedrivable($"Execution was started by the Map Run '{record.Revision.MapRunArn}': redrive the execution that the Map Run belongs to");
        }

        var (_, reason) = RedriveStatusOf(record, await ReadEndAsync(record, cancellationToken));
        if (reason is not null)
        {
            throw StepFunctionsException.ExecutionNotRedrivable(reason);
        }

        if (clientToken is not null)
        {
            await _redriveTokens.KeepAsync(record, clientToken, Now(), cancellationToken);
        }

        var outcome = await _runner.ApplyAsync(record.ExecutionId, new RedriveRequested(default, 0));
        return outcome is { Changed: true, Execution.RedriveTime: { } time }
            ? time
            : throw StepFunctionsException.ExecutionNotRedrivable(outcome.Execution is { IsRunning: true }
                ? "Execution is RUNNING and cannot be redriven" // another request was first
                : RedriveRules.HistoryFull);
    }

    public async Task<ActivityDescription> CreateActivityAsync(string name, CancellationToken cancellationToken) =>
        Describe(await _activities.Registry.CreateAsync(name, cancellationToken));

    public Task<ActivityDescription> DescribeActivityAsync(string activityArn, CancellationToken cancellationToken) =>
        Task.FromResult(Describe(_activities.Registry.Get(activityArn)));

    public Task<Page<ActivityDescription>> ListActivitiesAsync(PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        const string Scope = "ListActivities";
        var limit = Limit(page);
        var found = _activities.Registry.List(PageToken.Read(Scope, page.NextToken) ?? 0, limit + 1);
        return Task.FromResult(new Page<ActivityDescription>(
            [.. found.Take(limit).Select(Describe)], found.Count > limit ? PageToken.Create(Scope, found[limit - 1].Number) : null));
    }

    public async Task DeleteActivityAsync(string activityArn, CancellationToken cancellationToken)
    {
        await _activities.Registry.DeleteAsync(activityArn, cancellationToken);
        await _tags.ChangeAsync(activityArn, tags => tags.Clear(), cancellationToken);
    }

    public Task<ActivityTask?> GetActivityTaskAsync(string activityArn, string? workerName, CancellationToken cancellationToken) =>
        _activities.TakeAsync(activityArn, workerName, cancellationToken);

    public Task<IReadOnlyList<ResourceTag>> ListTagsForResourceAsync(string resourceArn, CancellationToken cancellationToken)
    {
        RequireResource(resourceArn);
        return _tags.ListAsync(resourceArn, cancellationToken);
    }

    public Task TagResourceAsync(string resourceArn, IReadOnlyList<ResourceTag> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tags);
        RequireResource(resourceArn);
        return _tags.ChangeAsync(resourceArn, all => Array.ForEach([.. tags], tag => all[tag.Key] = tag.Value), cancellationToken);
    }

    public Task UntagResourceAsync(string resourceArn, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        RequireResource(resourceArn);
        return _tags.ChangeAsync(resourceArn, all => Array.ForEach([.. keys], key => all.Remove(key)), cancellationToken);
    }

    public Task SendTaskSuccessAsync(TaskToken token, Payload output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.Bytes > Payload.MaxBytes
            ? throw StepFunctionsException.InvalidOutput($"The output is larger than {Payload.MaxBytes} bytes")
            : AnswerTaskAsync(token, taskId => new TaskSucceeded(default, 0, taskId, output), cancellationToken);
    }

    public Task SendTaskFailureAsync(TaskToken token, string? error, string? cause, CancellationToken cancellationToken) =>
        AnswerTaskAsync(token, taskId => new TaskFailed(default, 0, taskId, new StatesError(error, cause)), cancellationToken);

    public Task SendTaskHeartbeatAsync(TaskToken token, CancellationToken cancellationToken) =>
        AnswerTaskAsync(token, taskId => new TaskHeartbeat(default, 0, taskId), cancellationToken);

    /// <summary>Waits until the execution has ended, however long that takes; for tests and for callers in the same process.</summary>
    public async Task<ExecutionDescription> WaitForEndAsync(string executionArn, CancellationToken cancellationToken)
    {
        var record = await FindAsync(executionArn, cancellationToken);
        var id = record.ExecutionId;
        while (record is { Status: ExecutionStatus.Running })
        {
            var ended = await _runner.WaitForEndAsync(
                id, async () => _runner.RunsInMemory(id) || await _store.GetAsync(id, cancellationToken) is { Status: ExecutionStatus.Running }, cancellationToken);
            record = ended is null
                ? await FindAsync(executionArn, cancellationToken)
                : record with { Status = ended.Status, StopTime = ended.StopTime, RedriveCount = ended.RedriveCount, RedriveTime = ended.RedriveTime };
            if (ended is not null)
            {
                return Describe(executionArn, record, new ExecutionOrigin(ended.Facts.Input, ended.Facts.TraceHeader), new(ended.LastEventId, ended.Output, ended.Error));
            }
        }

        return await DescribeExecutionAsync(executionArn, cancellationToken);
    }

    private ExecutionDescription Describe(string executionArn, ExecutionRecord record, ExecutionOrigin origin, ExecutionEnd end)
    {
        var (output, error) = (end.Output, record.Status == ExecutionStatus.TimedOut ? null : end.Error); // of a timeout only history tells
        var (redrive, reason) = RedriveStatusOf(record, end);
        return new ExecutionDescription(executionArn, record.Revision.Arn, record.Name, record.Status, record.StartTime, record.StopTime, origin.Input, output,
            error?.Name, error?.Cause, origin.TraceHeader, record.RedriveCount, record.RedriveTime, redrive, reason)
        {
            MapRunArn = record.Revision.MapRunArn,
            StateMachineVersionArn = VersionArn(record),
            StateMachineAliasArn = AliasArn(record),
        };
    }

    private static string? VersionArn(ExecutionRecord record) => record.StartedOn.Version is { } number ? Arns.Version(record.Revision.Arn, number) : null;

    private static string? AliasArn(ExecutionRecord record) => record.StartedOn.Alias is { } name ? Arns.Alias(record.Revision.Arn, name) : null;

    private static ActivityDescription Describe(Activities.Activity activity) => new(activity.Arn, activity.Name, activity.CreatedAt);

    private void RequireResource(string arn)
    {
        var exists = Arns.IsActivity(arn) ? _activities.Registry.Exists(arn) : Arns.TryParseStateMachine(arn, out _) && _machines.Exists(arn);
        if (!exists)
        {
            throw StepFunctionsException.ResourceNotFound(arn);
        }
    }

    private static int Limit(PageRequest page) => page.MaxResults switch
    {
        0 => DefaultPage,
        > 0 and <= MaxPage and var limit => limit,
        var other => throw new StepFunctionsException("ValidationException",
            $"1 validation error detected: Value '{other}' at 'maxResults' failed to satisfy constraint: Member must have value "
            + (other < 0 ? "greater than or equal to 0" : $"less than or equal to {MaxPage}")),
    };

    private static Payload ReadInput(string? text)
    {
        if (text is null)
        {
            return Payload.EmptyObject;
        }

        try
        {
            var input = Payload.FromText(text);
            return input.Bytes <= Payload.MaxBytes
                ? input
                : throw StepFunctionsException.InvalidExecutionInput($"The input is larger than {Payload.MaxBytes} bytes");
        }
        catch (JsonException broken)
        {
            throw StepFunctionsException.InvalidExecutionInput(JsonProblem.Of(text, broken).ToString());
        }
    }

    private async Task<ExecutionRecord> FindAsync(string executionArn, CancellationToken cancellationToken)
    {
        var (machine, name) = RequestChecks.Execution(executionArn);
        return await _store.FindAsync(machine, name, cancellationToken) is { } record && record.Revision.ExecutionArn(record.Name) == executionArn
            ? record
            : throw StepFunctionsException.ExecutionDoesNotExist(executionArn);
    }

    /// <summary>How it ended is its last event.</summary>
    private async Task<ExecutionEnd> ReadEndAsync(ExecutionRecord record, CancellationToken cancellationToken)
    {
        if (record.Status == ExecutionStatus.Running)
        {
            return default;
        }

        var last = await _store.ReadHistoryAsync(record.ExecutionId, long.MaxValue, descending: true, 1, cancellationToken);
        return last is [{ Id: var id, Details: var details }]
            ? details switch
            {
                OutputDetails { Output: var output } => new ExecutionEnd(id, output, null),
                ErrorDetails { Error: var error, Cause: var cause } => new ExecutionEnd(id, null, new StatesError(error, cause)),
                _ => new ExecutionEnd(id, null, null),
            }
            : default;
    }

    private (RedriveStatus Status, string? Reason) RedriveStatusOf(ExecutionRecord record, ExecutionEnd end) =>
        RedriveRules.StatusOf(record, end.LastEventId, _machines.Exists(record.Revision.StateMachineId), _clock.GetUtcNow());

    private async Task AnswerTaskAsync(TaskToken token, Func<long, Stimulus> stimulus, CancellationToken cancellationToken)
    {
        using var busy = _idle.Enter();
        using var turn = await _admission.EnterAsync(cancellationToken);
        if (!TaskTokens.TryRead(token, out var claim)
            || await _store.GetAsync(claim.ExecutionId, cancellationToken) is not { } record
            || !_tokens.Verify(token, claim, record.Revision.ExecutionArn(record.Name)))
        {
            throw StepFunctionsException.InvalidToken();
        }

        var outcome = record.Status == ExecutionStatus.Running ? await _runner.ApplyAsync(record.ExecutionId, stimulus(claim.TaskId)) : null;
        if (outcome is not { Changed: true } && !IsWaited(outcome?.Execution, claim.TaskId))
        {
            throw StepFunctionsException.TaskTimedOut();
        }
    }

    /// <summary>A heartbeat of a task that has no HeartbeatSeconds changes nothing, and is right all the same.</summary>
    private static bool IsWaited(Execution? execution, long taskId) =>
        execution is { IsRunning: true } && execution.Frames.Values.Any(frame => frame.Wait is WaitingForTask { Task.TaskId: var id } && id == taskId);

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <param name="LastEventId">0 while the execution runs.</param>
    private readonly record struct ExecutionEnd(long LastEventId, Payload? Output, StatesError? Error);
}
