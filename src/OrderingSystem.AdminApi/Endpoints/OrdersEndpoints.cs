using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/orders</c>.</summary>
internal static class OrdersEndpoints
{
    public const string Tag = "Orders";

    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders", PlaceAsync).RequireScope(Scopes.OrdersWrite)
            .Documented("placeOrder", Tag, "Place an order", "When it answers 202 the order is on disk: it will be shipped, or wait for an operator who sees it.")
            .Takes(ApiParameters.RequestKey)
            .ReadsBody<PlaceOrderBody>()
            .Answers<OrderView>(StatusCodes.Status202Accepted)
            .Refuses(ApiProblem.IdempotencyKeyReused, ApiProblem.WorkflowUnavailable);
        api.MapGet("/orders/{orderId}", GetAsync).RequireScope(Scopes.OrdersRead)
            .Documented("getOrder", Tag, "An order", "From its execution where the order table does not have it yet.")
            .Answers<OrderView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
        api.MapPost("/orders/{orderId}/decision", DecideAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("decideOrder", Tag, "Decide how an order goes on that waits for an operator")
            .ReadsBody<DecisionBody>()
            .Answers<OrderView>()
            .Refuses(
                ApiProblem.NotFound,
                ApiProblem.NothingWaits,
                ApiProblem.DecisionSuperseded,
                ApiProblem.DecisionNotPossible,
                ApiProblem.WorkflowUnavailable);
        api.MapPost("/orders/{orderId}/cancel", CancelAsync).RequireScope(Scopes.OrdersWrite)
            .Documented("cancelOrder", Tag, "Cancel an order that has not shipped", "One durable write; an execution of its own then sees to it, whatever the carrier does.")
            .ReadsBody<CancelBody>()
            .Answers<OrderView>(StatusCodes.Status202Accepted)
            .Refuses(ApiProblem.NotFound, ApiProblem.TooLateToCancel, ApiProblem.CancellationStuck, ApiProblem.WorkflowUnavailable);
    }

    /// <exception cref="ApiProblemException">404: no order has such an id.</exception>
    public static OrderId IdOf(string text) =>
        OrderId.TryParse(text, out var orderId) ? orderId : throw new ApiProblemException(ApiProblem.Missing("There is no such order."));

    private static async Task<IResult> PlaceAsync(HttpContext context, PlaceOrder placeOrder)
    {
        var key = IdempotencyKey.Require(context.Request);
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.PlaceOrderBody, context.RequestAborted);
        var command = new PlaceOrderCommand(
            key,
            body.CustomerId ?? string.Empty,
            [.. (body.Items ?? []).Select(item => new OrderItem(item?.Description ?? string.Empty, item?.Quantity ?? 0))],
            body.Note,
            Caller.NameOf(context));

        // Not cancelled when the caller hangs up: whether the order is accepted must not depend on how long they listen.
        switch (await placeOrder.RunAsync(command, CancellationToken.None))
        {
            case PlaceOrderResult.Accepted accepted:
                context.Response.Headers.Location = $"/api/orders/{accepted.Order.OrderId}";
                return TypedResults.Json(OrderView.Of(accepted.Order), AdminApiJson.Default.OrderView, statusCode: StatusCodes.Status202Accepted);
            case PlaceOrderResult.Invalid invalid:
                throw new ApiProblemException(ApiProblem.Invalid(invalid.Problems));
            case PlaceOrderResult.KeyReused reused:
                throw new ApiProblemException(ApiProblem.KeyReused("order", $"It placed order {reused.OrderId}, with another body. "));
            case var unknown:
                throw new System.Diagnostics.UnreachableException($"No rule for {unknown.GetType().Name}.");
        }
    }

    private static async Task<IResult> GetAsync(string orderId, HttpContext context, OrderQueries queries)
    {
        var order = await queries.FindAsync(IdOf(orderId), context.RequestAborted)
            ?? throw new ApiProblemException(ApiProblem.Missing("There is no such order."));
        return TypedResults.Json(OrderView.Of(order), AdminApiJson.Default.OrderView);
    }

    private static async Task<IResult> DecideAsync(string orderId, HttpContext context, DecideOrder decideOrder, TimeProvider clock)
    {
        var id = IdOf(orderId);
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.DecisionBody, context.RequestAborted);
        var kind = DecisionInput.Kind(body.Decision);
        DecisionInput.CheckNote(body.Note);
        var decision = new Decision(kind, body.Note, Caller.NameOf(context), clock.GetUtcNow());
        return await decideOrder.RunAsync(id, decision, CancellationToken.None) switch
        {
            DecideResult.Decided decided => TypedResults.Json(OrderView.Of(decided.Order), AdminApiJson.Default.OrderView),
            DecideResult.OrderNotFound => throw new ApiProblemException(ApiProblem.Missing("There is no such order.")),
            DecideResult.NothingWaits => throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.NothingWaits, "The order waits for no decision.")),
            DecideResult.Superseded => throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.DecisionSuperseded,
                "The decision is superseded.",
                "Somebody decided before, or the wait was renewed. Look at the order again.")),
            DecideResult.NotPossible notPossible => throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.DecisionNotPossible, "The decision does not fit the order.", notPossible.Reason)),
            var unknown => throw new System.Diagnostics.UnreachableException($"No rule for {unknown.GetType().Name}."),
        };
    }

    private static async Task<IResult> CancelAsync(string orderId, HttpContext context, CancelOrder cancelOrder)
    {
        var id = IdOf(orderId);
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.CancelBody, context.RequestAborted);
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > CancelOrder.MaxReasonLength || !PlainText.IsAcceptable(body.Reason))
        {
            throw new ApiProblemException(ApiProblem.Invalid("reason", $"A reason has 1 to {CancelOrder.MaxReasonLength} characters."));
        }

        switch (await cancelOrder.RunAsync(id, body.Reason, Caller.NameOf(context), CancellationToken.None))
        {
            case CancelResult.Accepted accepted:
                context.Response.Headers.Location = $"/api/orders/{id}";
                return TypedResults.Json(OrderView.Of(accepted.Order), AdminApiJson.Default.OrderView, statusCode: StatusCodes.Status202Accepted);
            case CancelResult.OrderNotFound:
                throw new ApiProblemException(ApiProblem.Missing("There is no such order."));
            case CancelResult.TooLate late:
                throw new ApiProblemException(ApiProblem.Conflict(
                    ApiProblem.TooLateToCancel, "The order can no longer be cancelled.", $"It is {late.Order.Status}."));
            case CancelResult.Stuck stuck:
                throw new ApiProblemException(ApiProblem.Conflict(
                    ApiProblem.CancellationStuck,
                    "The order was cancelled before, and the cancellation failed.",
                    $"An operator redrives execution {stuck.ExecutionName}."));
            case var unknown:
                throw new System.Diagnostics.UnreachableException($"No rule for {unknown.GetType().Name}.");
        }
    }
}
