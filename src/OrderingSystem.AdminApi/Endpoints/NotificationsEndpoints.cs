using System.ComponentModel.DataAnnotations;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Notifications;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/notifications</c>: what was sent to whom, newest first.</summary>
internal static class NotificationsEndpoints
{
    public static void MapNotifications(this IEndpointRouteBuilder api) =>
        api.MapGet("/notifications", ListAsync).RequireScope(Scopes.OrdersRead)
            .Documented("listNotifications", "Notifications", "What was sent to whom, newest first")
            .Takes(ApiParameters.OrderId)
            .TakesPage()
            .Answers<PageView<NotificationView>>();

    private static async Task<IResult> ListAsync(HttpContext context, INotificationLedger ledger)
    {
        var page = await ledger.ListSentAsync(
            QueryParameters.Order(context.Request), QueryParameters.Page(context.Request), context.RequestAborted);
        return TypedResults.Json(
            new PageView<NotificationView>([.. page.Items.Select(NotificationView.Of)], page.NextCursor), AdminApiJson.Default.NotificationPage);
    }
}

/// <param name="Kind"><c>shipped</c> or <c>cancelled</c>.</param>
/// <param name="Channel"><c>email</c>.</param>
public sealed record NotificationView(
    string NotificationId,
    string OrderId,
    [property: AllowedValues("shipped", "cancelled")] string Kind,
    [property: AllowedValues("email")] string Channel,
    string To,
    string Subject,
    DateTimeOffset? SentAt)
{
    public static NotificationView Of(LedgerEntry entry) => new(
        entry.Notification.NotificationId,
        entry.Notification.OrderId.Value,
        entry.Notification.Kind.ToString().ToLowerInvariant(),
        entry.Notification.Channel.ToString().ToLowerInvariant(),
        entry.Notification.To,
        entry.Notification.Subject,
        entry.SentAt);
}
