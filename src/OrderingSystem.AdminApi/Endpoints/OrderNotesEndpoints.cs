using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/orders/{orderId}/notes</c>: what somebody wants to be remembered.</summary>
internal static class OrderNotesEndpoints
{
    public static void MapOrderNotes(this IEndpointRouteBuilder api) =>
        api.MapPost("/orders/{orderId}/notes", AddAsync).RequireScope(Scopes.OrdersWrite)
            .Documented("addOrderNote", OrdersEndpoints.Tag, "Write something down in an order's timeline")
            .ReadsBody<NoteBody>()
            .Answers<TimelineEntryView>(StatusCodes.Status201Created)
            .Refuses(ApiProblem.NotFound, ApiProblem.NotReady, ApiProblem.WorkflowUnavailable);

    private static async Task<IResult> AddAsync(string orderId, HttpContext context, AddNote addNote)
    {
        var id = OrdersEndpoints.IdOf(orderId);
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.NoteBody, context.RequestAborted);
        if (string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > OrderRules.MaxNoteLength || !PlainText.IsAcceptable(body.Text))
        {
            throw new ApiProblemException(ApiProblem.Invalid("text", $"A note has 1 to {OrderRules.MaxNoteLength} characters, and no control characters."));
        }

        switch (await addNote.RunAsync(id, body.Text, Caller.NameOf(context), CancellationToken.None))
        {
            case AddNoteResult.Added added:
                context.Response.Headers.Location = $"/api/orders/{id}/timeline";
                return TypedResults.Json(TimelineEntryView.Of(added.Entry), AdminApiJson.Default.TimelineEntryView, statusCode: StatusCodes.Status201Created);
            case AddNoteResult.OrderNotFound:
                throw new ApiProblemException(ApiProblem.Missing("There is no such order."));
            default:
                throw new ApiProblemException(new ApiProblem(
                    ApiProblem.NotReady, "The order's record is not there yet.", StatusCodes.Status503ServiceUnavailable, "The order is accepted. Try again in a moment."));
        }
    }
}
