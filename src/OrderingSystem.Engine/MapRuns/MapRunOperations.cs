using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>What clients ask about Map runs.</summary>
internal sealed class MapRunOperations(MapRunServices services, MapRunCoordinator coordinator)
{
    /// <exception cref="StepFunctionsException">InvalidArn, ResourceNotFound.</exception>
    public async Task<MapRunRecord> GetAsync(string mapRunArn, CancellationToken cancellationToken)
    {
        RequestChecks.MapRun(mapRunArn);
        return await services.Shelf.FindAsync(mapRunArn, cancellationToken) ?? throw StepFunctionsException.ResourceNotFound(mapRunArn);
    }

    public async Task<MapRunDescription> DescribeAsync(string mapRunArn, CancellationToken cancellationToken)
    {
        var record = await GetAsync(mapRunArn, cancellationToken);
        var counts = record.Counts;
        if (counts is null && coordinator.Find(mapRunArn) is { } now)
        {
            (record, counts) = (now.Record, now.Record.Counts ?? (now.Progress is { } progress ? new MapRunCounts(progress.Children(isOver: false), progress.Items(isOver: false)) : null));
        }

        return new MapRunDescription(record.Arn, record.ExecutionArn, record.Status, record.StartDate, record.StopDate, record.MaxConcurrency,
            record.ToleratedFailureCount ?? 0, record.ToleratedFailurePercentage ?? 0, counts?.Items, counts?.Executions, record.RedriveCount, record.RedriveDate);
    }

    /// <param name="after">Number of the last run of the page before; 0 begins with the first.</param>
    public async Task<Page<MapRunListItem>> ListAsync(ExecutionRecord execution, long after, int limit, CancellationToken cancellationToken)
    {
        var runs = (await services.Shelf.OfExecutionAsync(execution.ExecutionId, cancellationToken)).Where(run => run.MapRunId > after).ToList();
        var executionArn = execution.Revision.ExecutionArn(execution.Name);
        return new Page<MapRunListItem>(
            [.. runs.Take(limit).Select(run => new MapRunListItem(run.ExecutionArn, run.Arn, Arns.StateMachineOfMapRun(run.Arn), run.StartDate, run.StopDate))],
            runs.Count > limit ? PageToken.Create($"ListMapRuns {executionArn}", runs[limit - 1].MapRunId) : null);
    }

    /// <summary>The children of a run, newest first.</summary>
    /// <param name="status">Null for all.</param>
    public async Task<Page<ExecutionListItem>> ListChildrenAsync(
        string mapRunArn, ExecutionStatus? status, PageRequest page, int limit, CancellationToken cancellationToken)
    {
        var run = await GetAsync(mapRunArn, cancellationToken);
        var scope = $"ListExecutions {mapRunArn} {status}";
        var found = await services.Store.ListAsync(run.StateMachineId, status, PageToken.Read(scope, page.NextToken), limit + 1, cancellationToken);
        var items = new List<ExecutionListItem>(limit);
        foreach (var child in found.Take(limit))
        {
            items.Add(new ExecutionListItem(child.Revision.ExecutionArn(child.Name), child.Revision.Arn, child.Name, child.Status, child.StartTime,
                child.StopTime, child.RedriveCount, child.RedriveTime)
            {
                ItemCount = await CountItemsAsync(run, child, cancellationToken),
                MapRunArn = run.Arn,
            });
        }

        return new Page<ExecutionListItem>(items, found.Count > limit ? PageToken.Create(scope, found[limit - 1].ExecutionId) : null);
    }

    /// <exception cref="StepFunctionsException">InvalidArn, ResourceNotFound, ValidationException.</exception>
    public async Task UpdateAsync(UpdateMapRunRequest request, CancellationToken cancellationToken)
    {
        _ = await GetAsync(request.MapRunArn, cancellationToken);
        if (!await coordinator.ChangeBoundsAsync(request.MapRunArn, request.MaxConcurrency, request.ToleratedFailureCount, request.ToleratedFailurePercentage))
        {
            throw new StepFunctionsException("ValidationException", $"The Map Run '{request.MapRunArn}' is not running");
        }
    }

    /// <summary>How many items one of a run's children has.</summary>
    private async Task<int> CountItemsAsync(MapRunRecord run, ExecutionRecord child, CancellationToken cancellationToken) =>
        run.Items is { IsBatched: true }
        && (await services.Store.ReadOriginAsync(child.ExecutionId, cancellationToken))?.Input.Value is JsonObject input && input["Items"] is JsonArray items
            ? items.Count
            : 1;
}
