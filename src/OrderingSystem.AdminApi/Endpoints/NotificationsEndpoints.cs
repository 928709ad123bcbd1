using System.ComponentModel.DataAnnotations;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/notifications</c>: what was sent to whom, and who is to be called.</summary>
internal static class NotificationsEndpoints
{
    private const string Tag = "Notifications";
    private const string Sent = "sent";
    private const string ToCall = "to-call";

    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        api.MapGet("/notifications", ListAsync).RequireScope(Scopes.OrdersRead)
            .Documented("listNotifications", Tag, "What was sent to whom, newest first; or who is to be called, oldest first")
            .Takes(
                ApiParameters.OneOf("state", "sent, where it is left out: what was sent, and the calls that were made. to-call: the calls to make.", Sent, ToCall),
                ApiParameters.OrderId)
            .TakesPage()
            .Answers<PageView<NotificationView>>();
        api.MapPost("/notifications/{notificationId}/done", DoneAsync).RequireScope(Scopes.OrdersWrite)
            .Documented(
                "confirmCall",
                Tag,
                "Say that a customer was called",
                "From then on the customer counts as told, and the order as done. The same request again has the same answer.")
            .ReadsBody<CallBody>()
            .Answers<NotificationView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.NoCallToMake, ApiProblem.CallMadeBefore);
    }

    private static async Task<IResult> ListAsync(HttpContext context, INotificationLedger ledger)
    {
        var (orderId, page) = (QueryParameters.Order(context.Request), QueryParameters.Page(context.Request));
        var found = QueryParameters.Word(context.Request, "state", Sent, ToCall) == ToCall
            ? await ledger.ListCallsAsync(orderId, page, context.RequestAborted)
            : await ledger.ListSentAsync(orderId, page, context.RequestAborted);
        return TypedResults.Json(
            new PageView<NotificationView>([.. found.Items.Select(NotificationView.Of)], found.NextCursor), AdminApiJson.Default.NotificationPage);
    }

    private static async Task<IResult> DoneAsync(string notificationId, HttpContext context, ConfirmCall confirmCall)
    {
        if (!Notification.TryParseId(notificationId, out var orderId, out var kind))
        {
            throw Missing();
        }

        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.CallBody, context.RequestAborted);
        var note = string.IsNullOrWhiteSpace(body.Note) ? null : body.Note;
        if (note is not null && (note.Length > ConfirmCall.MaxNoteLength || !PlainText.IsAcceptable(note)))
        {
            throw new ApiProblemException(ApiProblem.Invalid("note", $"A note has up to {ConfirmCall.MaxNoteLength} characters, and no control characters."));
        }

        return await confirmCall.RunAsync(orderId, kind, new CallMade(Caller.NameOf(context), note), CancellationToken.None) switch
        {
            ConfirmCallResult.Confirmed confirmed => TypedResults.Json(NotificationView.Of(confirmed.Entry), AdminApiJson.Default.NotificationView),
            ConfirmCallResult.NotFound => throw Missing(),
            ConfirmCallResult.NoCall => throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.NoCallToMake, "Nobody is to call.", "The customer is told by a message.")),
            ConfirmCallResult.MadeBefore before => throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.CallMadeBefore, "The call was made before.", $"By {before.Entry.Call!.By}, {before.Entry.SentAt:u}.")),
            var unknown => throw new System.Diagnostics.UnreachableException($"No rule for {unknown.GetType().Name}."),
        };
    }

    private static ApiProblemException Missing() => new(ApiProblem.Missing("There is no such notification."));
}

/// <param name="State"><c>sent</c>, also of a call that was made; <c>to-call</c>: somebody is to call the customer; <c>pending</c>: it is being sent.</param>
/// <param name="Channel">How the customer wants to be told.</param>
/// <param name="To">The e-mail address, or the number to call.</param>
/// <param name="Text">What to tell the customer; null for what was sent.</param>
/// <param name="Since">Since when somebody is to call; null for what is sent.</param>
/// <param name="SentAt">When it was sent, or the call was made.</param>
/// <param name="CalledBy">Who called; null for what was sent, and while the call is to be made.</param>
/// <param name="Note">What they wrote down of the call.</param>
public sealed record NotificationView(
    string NotificationId,
    string OrderId,
    [property: AllowedValues("shipped", "cancelled")] string Kind,
    [property: AllowedValues("sent", "to-call", "pending")] string State,
    [property: AllowedValues("email", "sms", "phone")] string Channel,
    string To,
    string Subject,
    string? Text,
    DateTimeOffset? Since,
    DateTimeOffset? SentAt,
    string? CalledBy,
    string? Note)
{
    public static NotificationView Of(LedgerEntry entry) => new(
        entry.Notification.NotificationId,
        entry.Notification.OrderId.Value,
        entry.Notification.Kind.ToString().ToLowerInvariant(),
        entry.IsToCall ? "to-call" : entry.SentAt is null ? "pending" : "sent",
        entry.Notification.Channel.ToString().ToLowerInvariant(),
        entry.Notification.To,
        entry.Notification.Subject,
        entry.IsToCall ? entry.Notification.Body : null,
        entry.CallSince,
        entry.SentAt,
        entry.Call?.By,
        entry.Call?.Note);
}
