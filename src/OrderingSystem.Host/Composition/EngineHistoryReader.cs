using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using OrderingSystem.Application.Executions;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Host.Configuration;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.History;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace OrderingSystem.Host.Composition;

/// <summary>
/// Histories of this process's own engine, read where they lie: 25,000 events without being written, signed, sent and read as JSON in 25 pages. It
/// tells the same as <see cref="PagedHistoryReader"/>; a test compares them.
/// </summary>
internal sealed class EngineHistoryReader(IStepFunctionsEngine engine) : IHistoryReader
{
    /// <summary>The events of the longest history on AWS; fewer where they are large.</summary>
    private const int Lot = 25_000;

    public async Task<IAsyncEnumerable<IReadOnlyList<HistoryOutline>>?> OpenAsync(ExecutionKey key, long after, CancellationToken cancellationToken) =>
        await ReadAsync(ArnOf(key), after + 1, Lot, cancellationToken) is { } first ? ReadOnAsync(ArnOf(key), first, cancellationToken) : null;

    public async Task<HistoryEntry?> FindEventAsync(ExecutionKey key, long eventId, CancellationToken cancellationToken) =>
        eventId > 0 && await ReadAsync(ArnOf(key), eventId, 1, cancellationToken) is [{ } found] && found.Id == eventId ? EntryOf(found) : null;

    private async IAsyncEnumerable<IReadOnlyList<HistoryOutline>> ReadOnAsync(
        string executionArn, IReadOnlyList<HistoryEvent> first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (IReadOnlyList<HistoryEvent>? lot = first; lot is { Count: > 0 }; lot = await ReadAsync(executionArn, lot[^1].Id + 1, Lot, cancellationToken))
        {
            yield return [.. lot.Select(OutlineOf)];
        }
    }

    /// <returns>Null where there is no such execution.</returns>
    private async Task<IReadOnlyList<HistoryEvent>?> ReadAsync(string executionArn, long from, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.ReadHistoryAsync(executionArn, from, limit, cancellationToken);
        }
        catch (StepFunctionsException refusal) when (refusal.Code is "ExecutionDoesNotExist" or "InvalidArn")
        {
            return null;
        }
    }

    private static string ArnOf(ExecutionKey key) =>
        $"arn:aws:states:{HostSettings.Region}:{HostSettings.AccountId}:execution:{key.StateMachine}:{key.Name}";

    private static HistoryOutline OutlineOf(HistoryEvent historyEvent)
    {
        var line = new HistoryOutline(historyEvent.Id, historyEvent.PreviousEventId, historyEvent.Type.ToString(), historyEvent.Timestamp);
        return historyEvent.Details switch
        {
            ExecutionStartedDetails started => line with { Text = TextOf(started.Input) },
            StateEnteredDetails entered => line with { Name = entered.Name, Text = TextOf(entered.Input) },
            StateExitedDetails exited => line with { Name = exited.Name, Text = TextOf(exited.Output) },
            OutputDetails ended => line with { Text = TextOf(ended.Output) },
            ErrorDetails failed => Failed(line, failed.Error, failed.Cause),
            FunctionScheduledDetails scheduled => line with { Resource = scheduled.Resource, Text = TextOf(scheduled.Input) },
            TaskScheduledDetails scheduled => line with
            {
                Resource = scheduled.Resource,
                Text = scheduled.Resource.EndsWith(HistoryOutline.CallbackSuffix, StringComparison.Ordinal) ? null : TextOf(scheduled.Parameters),
            },
            TaskStartedDetails started => line with { Resource = started.Resource },
            TaskOutputDetails ended => line with { Resource = ended.Resource, Text = TextOf(ended.Output) },
            TaskErrorDetails failed => Failed(line with { Resource = failed.Resource }, failed.Error, failed.Cause),
            MapIterationDetails iteration => line with { Name = iteration.Name, Index = iteration.Index },
            EvaluationFailedDetails failed => Failed(line, failed.Error, failed.Cause),
            _ => line,
        };
    }

    private static HistoryOutline Failed(HistoryOutline line, string? error, string? cause) =>
        line with { Error = error, Text = cause is null ? null : HistoryOutline.Shorten(cause) };

    private static string TextOf(Payload payload) => HistoryOutline.Shorten(payload.Utf8.Span);

    private static HistoryEntry EntryOf(HistoryEvent historyEvent)
    {
        var members = JsonNode.Parse(HistoryEventJson.Write(historyEvent).Span)!.AsObject();
        var name = members.Select(member => member.Key).FirstOrDefault(key => key.EndsWith("EventDetails", StringComparison.Ordinal));
        JsonObject? details = null;
        if (name is not null)
        {
            details = members[name]!.AsObject();
            members.Remove(name);
        }

        return new HistoryEntry(historyEvent.Id, historyEvent.PreviousEventId, historyEvent.Type.ToString(), historyEvent.Timestamp, name, details);
    }
}
