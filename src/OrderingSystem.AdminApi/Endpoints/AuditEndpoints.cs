using System.Text;
using OrderingSystem.AdminApi.Auditing;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Paging;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/audit</c>: who did what, newest first.</summary>
internal static class AuditEndpoints
{
    private static readonly ApiParameter[] Filters =
    [
        ApiParameters.Text("by", "Only what this user or program did.", "olga"),
        ApiParameters.OrderId,
        ApiParameters.Text("action", "Only this operation, by its operationId.", "cancelOrder"),
        ApiParameters.Time("from", "Not before."),
        ApiParameters.Time("to", "Before."),
    ];

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("listAudit", "Audit", "Who did what, why, and what came of it, newest first", "Every request that would change something, whether it was carried out or refused.")
            .Takes(Filters)
            .TakesPage()
            .Answers<PageView<AuditEntryView>>();
        api.MapGet("/audit.csv", ExportAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("exportAudit", "Audit", "The same as a table, streamed")
            .Takes(Filters)
            .AnswersText(AuditCsv.MediaType);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IAuditLog log)
    {
        var page = await log.ListAsync(FilterOf(context.Request), QueryParameters.Page(context.Request), context.RequestAborted);
        return TypedResults.Json(new PageView<AuditEntryView>([.. page.Items.Select(AuditEntryView.Of)], page.NextCursor), AdminApiJson.Default.AuditPage);
    }

    private static async Task ExportAsync(HttpContext context, IAuditLog log)
    {
        var filter = FilterOf(context.Request);
        var page = await log.ListAsync(filter, new PageRequest(PageRequest.MaxLimit), context.RequestAborted);
        context.Response.ContentType = AuditCsv.MediaType + "; charset=utf-8; header=present";
        context.Response.Headers.ContentDisposition = "attachment; filename=audit.csv";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(AuditCsv.Header, Encoding.UTF8, context.RequestAborted);
        while (true)
        {
            foreach (var entry in page.Items)
            {
                await context.Response.WriteAsync(AuditCsv.Row(entry), Encoding.UTF8, context.RequestAborted);
            }

            if (page.NextCursor is null)
            {
                return;
            }

            page = await log.ListAsync(filter, new PageRequest(PageRequest.MaxLimit, page.NextCursor), context.RequestAborted);
        }
    }

    private static AuditFilter FilterOf(HttpRequest request) => new(
        QueryParameters.Text(request, "by"),
        QueryParameters.Order(request),
        QueryParameters.Text(request, "action"),
        QueryParameters.Time(request, "from"),
        QueryParameters.Time(request, "to"));
}

/// <param name="AuditId">Sorts by time.</param>
/// <param name="By">User name, or client id of a program.</param>
/// <param name="Action">The operationId, for example <c>cancelOrder</c>.</param>
/// <param name="Target">The path of what it was done to.</param>
/// <param name="Reason">In their words.</param>
/// <param name="Outcome"><c>started</c> (the server ended before it knew what came of it), <c>succeeded</c>, <c>failed</c> (the server failed on the way), or the last part of the problem's type.</param>
/// <param name="RequestId">Under which the server's log knows the request.</param>
public sealed record AuditEntryView(
    string AuditId, DateTimeOffset At, string By, string Role, string Action, string Target, string? OrderId, string? Reason, string Outcome, string RequestId)
{
    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.AuditId, entry.At, entry.By, entry.Role, entry.Action, entry.Target, entry.OrderId?.Value, entry.Reason, entry.Outcome, entry.RequestId);
}
