using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>
/// Carries one Map run out, from wherever the store says that it stands: reads the items once, starts as many children as may run, and answers the
/// execution that waits. Whatever interrupts it, the next worker goes on from the children that are there.
/// </summary>
internal sealed class MapRunWorker(MapRunServices services, MapRunMailbox mailbox, MapRunRecord record, StartMapRun command, MapRunParent parent)
{
    /// <summary>Started together, so that they share a commit.</summary>
    private const int StartedTogether = 256;

    private readonly ChildExecutions _children = new(services, record);
    private volatile MapRunRecord _record = record;
    private volatile ChildProgress? _progress;
    private ChildInputs? _inputs;

    private MapRunPlan Plan => command.Plan;

    private bool IsCancelled => mailbox.Cancelled.IsCancellationRequested;

    /// <summary>The record, and how far the run has got; what is told may be a moment old.</summary>
    public (MapRunRecord Record, ChildProgress? Progress) Now => (_record, _progress);

    /// <param name="stopping">The engine stops: nothing more is started.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (_record.Status != MapRunStatus.Running && _record.RedriveCount >= command.RedriveCount)
        {
            await AnswerAsync(_record.Status == MapRunStatus.Succeeded ? await ResultsAsync(await _children.NumbersAsync(stopping), stopping) : null);
            return;
        }

        StatesError? error = null;
        try
        {
            await BeginAsync(stopping);
            await ReadItemsAsync(stopping);
            await FindChildrenAsync(stopping);
            await RunChildrenAsync(stopping);
            error = _progress is { Run.HasFailed: true } ? MapRun.ThresholdExceeded : null;
        }
        catch (MapRunFailure failure)
        {
            error = failure.Error;
        }
        catch (OperationCanceledException) when (IsCancelled && !stopping.IsCancellationRequested)
        {
            // While the items were read: there are no children yet.
        }

        await StopChildrenAsync(stopping);
        await FinishAsync(error, stopping);
    }

    private async Task BeginAsync(CancellationToken stopping)
    {
        if (command.RedriveCount > _record.RedriveCount)
        {
            var redriven = _record with
            {
                Status = MapRunStatus.Running,
                StopDate = null,
                Error = null,
                Cause = null,
                Counts = null,
                RedriveCount = command.RedriveCount,
                RedriveDate = services.Now(),
            };
            await services.Shelf.WriteAsync(redriven, stopping);
            _record = redriven;
        }
    }

    private async Task ReadItemsAsync(CancellationToken stopping)
    {
        if (_record.Items is null)
        {
            using var reading = CancellationTokenSource.CreateLinkedTokenSource(stopping, mailbox.Cancelled);
            var layout = await new ItemPlanner(services.Shelf, _record, item => parent.Select(Plan, item)).RunAsync(Plan, services.Objects, reading.Token);
            var read = _record with { Items = layout };
            await services.Shelf.WriteAsync(read, stopping);
            _record = read;
        }

        _inputs = new ChildInputs(services.Shelf, _record, Plan, parent);
        var run = MapRun.Of(_record.Items!.ChildCount, _record.Items.ItemCount, _record.MaxConcurrency, _record.ToleratedFailureCount, _record.ToleratedFailurePercentage);
        _progress = new ChildProgress(_record.Items, run);
    }

    /// <summary>Takes up the children that were started before: those that ended without success, when the run is redriven.</summary>
    private async Task FindChildrenAsync(CancellationToken stopping)
    {
        var toRedrive = new List<(int Child, long ExecutionId, ExecutionStatus Status)>();
        await foreach (var found in _children.FindAsync(stopping))
        {
            var child = _children.ChildOf(found.Name);
            var again = found.Status is not (ExecutionStatus.Running or ExecutionStatus.Succeeded) && (found.RedriveTime ?? found.StartTime) < _record.RedriveDate;
            _progress!.Found(child, found.ExecutionId, again ? ExecutionStatus.Running : found.Status, await _inputs!.CountItemsAsync(child, stopping));
            if (again)
            {
                toRedrive.Add((child, found.ExecutionId, found.Status));
            }
        }

        foreach (var (child, id, status) in toRedrive)
        {
            if (!await _children.RedriveAsync(id))
            {
                _ = _progress!.Ended(child, status);
            }
        }
    }

    private async Task RunChildrenAsync(CancellationToken stopping)
    {
        while (!IsCancelled && !_progress!.Run.IsOver)
        {
            var next = _progress.TakeNext(StartedTogether);
            if (next.Count == 0)
            {
                await HandleAsync(await mailbox.NextAsync(stopping), stopping);
                continue;
            }

            await services.Runner.Dispatcher.WaitForRoomAsync(stopping);
            var starts = new List<Task>(next.Count);
            foreach (var child in next)
            {
                var id = services.Numbers.Next();
                var input = await _inputs!.OfAsync(child, stopping);
                _progress.Started(child, id, await _inputs.CountItemsAsync(child, stopping));
                starts.Add(_children.StartAsync(child, id, input, parent));
            }

            await Task.WhenAll(starts);
            while (!IsCancelled && mailbox.TryNext() is { } mail)
            {
                await HandleAsync(mail, stopping);
            }
        }
    }

    private async Task HandleAsync(MapRunMail mail, CancellationToken stopping)
    {
        switch (mail)
        {
            case ChildEnded { Name: var name, Status: var status }:
                _ = _progress!.Ended(_children.ChildOf(name), status);
                break;
            case RunCancelled: // the mailbox says so
                break;
            case BoundsChanged bounds:
                await ChangeBoundsAsync(bounds, stopping);
                break;
            default:
                throw new InvalidOperationException($"No way to deal with {mail.GetType().Name}.");
        }
    }

    private async Task ChangeBoundsAsync(BoundsChanged bounds, CancellationToken stopping)
    {
        var changed = _record with
        {
            MaxConcurrency = bounds.MaxConcurrency ?? _record.MaxConcurrency,
            ToleratedFailureCount = bounds.ToleratedFailureCount ?? _record.ToleratedFailureCount,
            ToleratedFailurePercentage = bounds.ToleratedFailurePercentage ?? _record.ToleratedFailurePercentage,
        };
        await services.Shelf.WriteAsync(changed, stopping);
        _record = changed;
        _progress!.Bound(changed.MaxConcurrency, changed.ToleratedFailureCount, changed.ToleratedFailurePercentage);
        _ = bounds.Reply.TrySetResult(true);
    }

    private async Task StopChildrenAsync(CancellationToken stopping)
    {
        if (_progress is not { IsQuiet: false } progress)
        {
            return;
        }

        await Task.WhenAll(progress.Running.ToList().Select(child => _children.StopAsync(child.ExecutionId)));
        while (!progress.IsQuiet)
        {
            await HandleAsync(await mailbox.NextAsync(stopping), stopping);
        }
    }

    private async Task FinishAsync(StatesError? error, CancellationToken stopping)
    {
        Payload? results = null;
        if (!IsCancelled && _progress is not null && (error is null || Plan.ResultWriter is not null))
        {
            try
            {
                results = await ResultsAsync(_progress.ExecutionIds, stopping);
            }
            catch (MapRunFailure failure)
            {
                error ??= failure.Error;
            }
        }

        var status = IsCancelled ? MapRunStatus.Aborted : error is null ? MapRunStatus.Succeeded : MapRunStatus.Failed;
        var over = _record with
        {
            Status = status,
            StopDate = services.Now(),
            Error = error?.Name,
            Cause = error?.Cause,
            Counts = _progress is null ? null : new MapRunCounts(_progress.Children(isOver: true), _progress.Items(isOver: true)),
        };
        await services.Shelf.WriteAsync(over, stopping);
        _record = over;
        if (status == MapRunStatus.Succeeded)
        {
            await services.Shelf.DeleteItemsAsync(over, stopping); // of any other a redrive may have need
        }

        await AnswerAsync(error is null ? results : null);
    }

    /// <summary>The Map state's result, written where the state wants it: also of a run that failed, where there is a place for it.</summary>
    private async Task<Payload> ResultsAsync(IReadOnlyList<long> executionIds, CancellationToken stopping)
    {
        var destination = DestinationOf(Plan.ResultWriter);
        if (destination.Bucket is null)
        {
            return await new MapRunResults(services.Store, destination).CollectAsync(_record, executionIds, stopping);
        }

        var objects = services.Objects ?? throw MapRunFailure.Writer("This engine has no object store to write results to.");
        return await new ResultFiles(services.Store, objects, _record, destination).WriteAsync(executionIds, child => _inputs!.OfAsync(child, stopping), stopping);
    }

    private static ResultDestination DestinationOf(Payload? resultWriter)
    {
        try
        {
            return ResultDestination.Of(resultWriter);
        }
        catch (System.Text.Json.JsonException wrong)
        {
            throw MapRunFailure.Writer(wrong.Message, wrong);
        }
    }

    private Task AnswerAsync(Payload? results) => _record.Status == MapRunStatus.Aborted
        ? Task.CompletedTask
        : services.Runner.ApplyAsync(parent.ExecutionId, results is not null
            ? new MapRunSucceeded(default, 0, Plan.MapRunId, results)
            : new MapRunFailed(default, 0, Plan.MapRunId, _record.Failure ?? new StatesError(ErrorNames.Runtime, "The Map run ended without a result.")));
}
