using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>What the children of a run gave, as the Map state's result.</summary>
internal sealed class MapRunResults(IExecutionStore store, ResultDestination destination)
{
    /// <summary>The outputs of the children that succeeded, in the order of the items; of the others there is none.</summary>
    /// <param name="executionIds">Of each child in turn; 0 for one that was not started.</param>
    /// <exception cref="MapRunFailure"><c>States.DataLimitExceeded</c>.</exception>
    public async Task<Payload> CollectAsync(MapRunRecord record, IReadOnlyList<long> executionIds, CancellationToken cancellationToken)
    {
        var (results, bytes) = (new List<Payload>(), 0L);
        foreach (var id in executionIds)
        {
            if (id == 0 || await store.GetAsync(id, cancellationToken) is not { Status: ExecutionStatus.Succeeded } child)
            {
                continue;
            }

            foreach (var result in await ResultsOfAsync(child, cancellationToken))
            {
                results.Add(result);
                bytes += result.Bytes + 1;
            }

            if (bytes > Payload.MaxBytes + 1)
            {
                var state = record.Arn.Split(':')[6];
                throw new MapRunFailure(new StatesError(ErrorNames.DataLimitExceeded,
                    $"The state/task '{state}' returned a result with a size exceeding the maximum number of bytes service limit."));
            }
        }

        return Payload.ArrayOf(results);
    }

    /// <summary>What a result file says of a child, as far as it was started.</summary>
    public async Task<JsonObject> DescribeAsync(ExecutionRecord child, CancellationToken cancellationToken)
    {
        var origin = await store.ReadOriginAsync(child.ExecutionId, cancellationToken);
        var (output, error) = await EndOfAsync(child, cancellationToken);
        var succeeded = child.Status == ExecutionStatus.Succeeded;
        return JsonObject.Of(
            ("Cause", error?.Cause is { } cause ? JsonValue.Of(cause) : null),
            ("Error", error?.Name is { } name ? JsonValue.Of(name) : null),
            ("ExecutionArn", JsonValue.Of(child.Revision.ExecutionArn(child.Name))),
            ("Input", origin is null ? null : JsonValue.Of(origin.Input.ToString())),
            ("InputDetails", JsonObject.Of(("Included", JsonValue.True))),
            ("Name", JsonValue.Of(child.Name)),
            ("Output", output is null ? null : JsonValue.Of(output.ToString())),
            ("OutputDetails", output is null ? null : JsonObject.Of(("Included", JsonValue.True))),
            ("RedriveCount", JsonValue.Of(child.RedriveCount)),
            ("RedriveStatus", JsonValue.Of(succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN")),
            ("RedriveStatusReason", succeeded ? JsonValue.Of("Execution is SUCCEEDED and cannot be redriven") : null),
            ("StartDate", JsonValue.Of(StatesLanguage.Data.Rfc3339.Format(child.StartTime))),
            ("StateMachineArn", JsonValue.Of(child.Revision.Arn)),
            ("Status", JsonValue.Of(StatusOf(child.Status))),
            ("StopDate", child.StopTime is { } stopped ? JsonValue.Of(StatesLanguage.Data.Rfc3339.Format(stopped)) : null));
    }

    /// <summary>What a child adds to the results: its description, its output, or the elements of its output.</summary>
    public async Task<IReadOnlyList<Payload>> ResultsOfAsync(ExecutionRecord child, CancellationToken cancellationToken)
    {
        if (destination.Transformation == ResultTransformation.None || child.Status != ExecutionStatus.Succeeded)
        {
            return [Payload.FromValue(await DescribeAsync(child, cancellationToken))];
        }

        var (output, _) = await EndOfAsync(child, cancellationToken);
        return destination.Transformation == ResultTransformation.Flatten && output!.Value is JsonArray elements
            ? [.. elements.Select(Payload.FromValue)]
            : [output!];
    }

    private static string StatusOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running => "RUNNING",
        ExecutionStatus.Succeeded => "SUCCEEDED",
        ExecutionStatus.Failed => "FAILED",
        ExecutionStatus.TimedOut => "TIMED_OUT",
        _ => "ABORTED",
    };

    /// <summary>How an execution ended is its last event.</summary>
    private async Task<(Payload? Output, StatesError? Error)> EndOfAsync(ExecutionRecord child, CancellationToken cancellationToken)
    {
        var last = await store.ReadHistoryAsync(child.ExecutionId, long.MaxValue, descending: true, 1, cancellationToken);
        return last is [{ Details: var details }] ? details switch
        {
            OutputDetails { Output: var output } => (output, null),
            ErrorDetails { Error: var error, Cause: var cause } => (null, new StatesError(error, cause)),
            _ => (null, null),
        }
        : (null, null);
    }
}
