using System.Globalization;
using System.Text.Json.Nodes;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/executions/{name}/history</c>: page by page, all of it in outline, and one event.</summary>
internal static class HistoryEndpoints
{
    private const string Lines = "application/x-ndjson";
    private const string After = "after";
    private const int LinesAtOnce = 2_000;

    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/executions/{name}/history", PageAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("getExecutionHistory", ExecutionsEndpoints.Tag, "An execution's history events; task tokens are blacked out")
            .Takes(
                ExecutionsEndpoints.StateMachine,
                ApiParameters.Flag("reverse", "The newest event first."),
                ApiParameters.Limit with { Maximum = PagedHistoryReader.PageSize },
                ApiParameters.Cursor)
            .Answers<PageView<HistoryEventView>>()
            .Refuses(ApiProblem.QueryInvalid, ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
        api.MapGet("/executions/{name}/history/outline", OutlineAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented(
                "getExecutionHistoryOutline",
                ExecutionsEndpoints.Tag,
                "All of an execution's history in outline, streamed",
                "One JSON object a line (NDJSON), the oldest event first: enough to draw the execution and to list its events. An answer that breaks off is continued "
                + "with `after`.")
            .Takes(
                ExecutionsEndpoints.StateMachine,
                new ApiParameter(After, "query", "Only events with a higher id.", "integer") { Minimum = 0 })
            .AnswersLines<HistoryOutlineView>(Lines)
            .Refuses(ApiProblem.QueryInvalid, ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
        api.MapGet("/executions/{name}/history/{eventId}", EventAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("getExecutionHistoryEvent", ExecutionsEndpoints.Tag, "One history event; task tokens are blacked out")
            .Takes(ExecutionsEndpoints.StateMachine)
            .Answers<HistoryEventView>()
            .Refuses(ApiProblem.QueryInvalid, ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
    }

    private static async Task<IResult> PageAsync(string name, HttpContext context, ExecutionQueries executions)
    {
        var request = context.Request;
        var newestFirst = QueryParameters.Flag(request, "reverse") ?? false;
        var page = await executions.ReadHistoryAsync(
            ExecutionsEndpoints.KeyOf(request, name), newestFirst, QueryParameters.Page(request, PagedHistoryReader.PageSize), context.RequestAborted)
            ?? throw ExecutionsEndpoints.Missing();
        return TypedResults.Json(
            new PageView<HistoryEventView>([.. page.Items.Select(HistoryEventView.Of)], page.NextCursor), AdminApiJson.Default.HistoryPage);
    }

    private static async Task OutlineAsync(string name, HttpContext context, ExecutionQueries executions)
    {
        var key = ExecutionsEndpoints.KeyOf(context.Request, name);
        var after = QueryParameters.Number(context.Request, After) ?? 0;
        var history = await executions.OpenOutlineAsync(key, after, context.RequestAborted) ?? throw ExecutionsEndpoints.Missing();
        context.Response.ContentType = Lines;
        var body = context.Response.BodyWriter;
        using var lines = new HistoryLines(body);
        await foreach (var lot in history)
        {
            foreach (var some in lot.Chunk(LinesAtOnce))
            {
                Array.ForEach(some, lines.Write);
                await body.FlushAsync(context.RequestAborted); // the client reads these while the next are written
            }
        }
    }

    private static async Task<IResult> EventAsync(string name, string eventId, HttpContext context, ExecutionQueries executions)
    {
        var key = ExecutionsEndpoints.KeyOf(context.Request, name);
        var found = long.TryParse(eventId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await executions.FindEventAsync(key, id, context.RequestAborted)
            : null;
        return found is null
            ? throw new ApiProblemException(ApiProblem.Missing("There is no such execution, or no such event in its history."))
            : TypedResults.Json(HistoryEventView.Of(found), AdminApiJson.Default.HistoryEventView);
    }
}

/// <summary>One history event.</summary>
/// <param name="DetailsName">The service's name of the details, for example <c>stateEnteredEventDetails</c>; null where the type has none.</param>
/// <param name="Details">Their members, as the service gives them; task tokens are blacked out.</param>
public sealed record HistoryEventView(long Id, long PreviousEventId, string Type, DateTimeOffset Timestamp, string? DetailsName, JsonObject? Details)
{
    internal static HistoryEventView Of(HistoryEntry entry) =>
        new(entry.Id, entry.PreviousEventId, entry.Type, entry.At, entry.DetailsName, entry.Details);
}

/// <summary>One history event in a line.</summary>
/// <param name="Name">The state that was entered or left, or the Map that an iteration belongs to; null elsewhere.</param>
/// <param name="Index">Of a Map's iteration, from 0; null elsewhere.</param>
/// <param name="Resource">What a task calls, for example <c>invoke.waitForTaskToken</c>; null elsewhere.</param>
/// <param name="Error">The error name; null where nothing failed.</param>
/// <param name="Text">How its cause, output, input or parameters begin; null where it has none. The event itself has all of it.</param>
public sealed record HistoryOutlineView(
    long Id,
    long PreviousEventId,
    string Type,
    DateTimeOffset Timestamp,
    string? Name,
    int? Index,
    string? Resource,
    string? Error,
    string? Text);
