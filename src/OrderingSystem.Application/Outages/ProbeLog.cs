using System.Text.Json;
using System.Text.Json.Nodes;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Outages;

/// <summary>The probes of the latest outages, as the histories of their watches tell: nothing is written down a second time.</summary>
public sealed class ProbeLog(IExecutionReader executions, TimeProvider clock)
{
    private const string Machine = "carrier-watch";
    private const string ProbeState = "ProbeCarrier";

    /// <summary>The gate kept the watch from asking: no probe.</summary>
    private const string NotAsked = "CarrierDownException";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>Newest first.</summary>
    /// <exception cref="WorkflowUnavailableException">Step Functions gave no answer.</exception>
    public async Task<IReadOnlyList<CarrierProbeResult>> ReadAsync(CancellationToken cancellationToken)
    {
        const int latestWatches = 10;
        var from = clock.GetUtcNow() - Kept;
        var watches = await executions.ListAsync(Machine, null, new PageRequest(latestWatches), cancellationToken);
        List<CarrierProbeResult> probes = [];
        foreach (var watch in watches?.Items ?? [])
        {
            if (watch.StoppedAt < from)
            {
                continue;
            }

            probes.AddRange(await ReadAsync(watch.Key, from, cancellationToken));
        }

        return [.. probes.OrderByDescending(probe => probe.At)];
    }

    private async Task<List<CarrierProbeResult>> ReadAsync(ExecutionKey watch, DateTimeOffset from, CancellationToken cancellationToken)
    {
        List<CarrierProbeResult> probes = [];
        string? cursor = null;
        do
        {
            var page = await executions.ReadHistoryAsync(watch, newestFirst: true, new PageRequest(PageRequest.MaxLimit, cursor), cancellationToken);
            foreach (var entry in page?.Items ?? [])
            {
                if (entry.At < from)
                {
                    return probes;
                }

                if (entry.IsFailure && entry.Text("error") is { } error && error != NotAsked)
                {
                    probes.Add(new CarrierProbeResult(entry.At, CauseOf(entry)));
                }
                else if (entry.Type == "TaskStateExited" && entry.Text("name") == ProbeState && Answered(entry))
                {
                    probes.Add(new CarrierProbeResult(entry.At, null));
                }
            }

            cursor = page?.NextCursor;
        }
        while (cursor is not null);
        return probes;
    }

    /// <summary>The carrier answered, or had answered somebody else: either way it was found up.</summary>
    private static bool Answered(HistoryEntry exited) =>
        Parse(exited.Text("output"))?["step"]?["action"]?.ToString() == JsonNamingPolicy.KebabCaseLower.ConvertName(nameof(LoopAction.GoOn));

    /// <summary>A Lambda function's failure has its message inside the cause's JSON.</summary>
    private static string CauseOf(HistoryEntry failed)
    {
        var cause = failed.Text("cause");
        return Parse(cause)?["errorMessage"]?.ToString() ?? cause ?? failed.Text("error") ?? failed.Type;
    }

    private static JsonObject? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // a cause in plain words
        }
    }
}

/// <param name="Error">What the carrier did instead of answering; null where it answered.</param>
public sealed record CarrierProbeResult(DateTimeOffset At, string? Error);
