using OrderingSystem.AdminApi.Problems;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Routes.Cases;

/// <summary><c>/api/orders</c>.</summary>
internal static class OrderCases
{
    private const string Placed = """{"customerId":"C-0001","items":[{"description":"Walnut desk","quantity":1}],"note":"Ring twice."}""";
    private const string Other = """{"customerId":"C-0001","items":[{"description":"Walnut desk","quantity":2}]}""";
    private const string Reason = """{"reason":"Ordered twice."}""";

    private static readonly string Order = $"/api/orders/{RouteBench.Name}";

    public static IReadOnlyList<RouteCase> All { get; } =
    [
        new("placeOrder", "a customer", 202, null, _ => Task.FromResult(new RouteRequest("/api/orders", Placed, "k"))),
        new("placeOrder", "another request under the key", 409, ApiProblem.IdempotencyKeyReused, async bench =>
        {
            await bench.BeforeAsync("POST", "/api/orders", Placed, "k");
            return new RouteRequest("/api/orders", Other, "k");
        }),
        new("listOrders", "an order that waits", 200, null, async bench =>
        {
            await bench.AddAskingAsync();
            return new RouteRequest("/api/orders?status=Placed&attention=true&search=ada&limit=5");
        }),
        new("exportOrders", "an order", 200, null, async bench =>
        {
            await bench.AddAsync(RouteBench.Order);
            return new RouteRequest("/api/orders.csv");
        }),
        new("countOrders", "an order", 200, null, async bench =>
        {
            await bench.AddAsync(RouteBench.Order);
            return new RouteRequest("/api/orders/counts");
        }),
        new("getOrder", "an order", 200, null, bench => WithAsync(bench, RouteBench.Order, new RouteRequest(Order))),
        new("getOrder", "no record, and no answer", 503, ApiProblem.WorkflowUnavailable, bench => DownAsync(bench, new RouteRequest(Order))),
        new("getOrderTimeline", "an order", 200, null, bench => WithAsync(bench, RouteBench.Order, new RouteRequest(Order + "/timeline"))),
        new("getOrderTimeline", "no record, and no answer", 503, ApiProblem.WorkflowUnavailable, bench => DownAsync(bench, new RouteRequest(Order + "/timeline"))),
        new("getOrderWhereabouts", "an order", 200, null, bench => WithAsync(bench, RouteBench.Order, new RouteRequest(Order + "/whereabouts"))),
        new("addOrderNote", "an order", 201, null, bench => WithAsync(bench, RouteBench.Order, new RouteRequest(Order + "/notes", """{"text":"She phoned."}"""))),
        new("addOrderNote", "no record yet", 503, ApiProblem.NotReady, async bench =>
        {
            await bench.PlaceAsync();
            return new RouteRequest(Order + "/notes", """{"text":"She phoned."}""");
        }),
        new("addOrderNote", "no record, and no answer", 503, ApiProblem.WorkflowUnavailable, bench => DownAsync(bench, new RouteRequest(Order + "/notes", """{"text":"She phoned."}"""))),
        new("cancelOrder", "an open order", 202, null, bench => WithAsync(bench, RouteBench.Order, new RouteRequest(Order + "/cancel", Reason))),
        new("cancelOrder", "an order that shipped", 409, ApiProblem.TooLateToCancel, bench =>
            WithAsync(bench, RouteBench.Order with { Status = OrderStatus.Shipped }, new RouteRequest(Order + "/cancel", Reason))),
        new("cancelOrder", "a cancellation that failed", 409, ApiProblem.CancellationStuck, bench =>
        {
            bench.Api.Companions.End($"cancel-{RouteBench.Name}");
            return WithAsync(bench, RouteBench.Order, new RouteRequest(Order + "/cancel", Reason));
        }),
        new("decideOrder", "an order that asks", 200, null, async bench =>
        {
            await bench.AddAskingAsync();
            return new RouteRequest(Order + "/decision", """{"decision":"retry","note":"The address is right now."}""");
        }),
        new("decideOrder", "an order that does not ask", 409, ApiProblem.NothingWaits, bench =>
            WithAsync(bench, RouteBench.Order, new RouteRequest(Order + "/decision", """{"decision":"retry"}"""))),
        new("decideOrder", "somebody decided before", 409, ApiProblem.DecisionSuperseded, async bench =>
        {
            await bench.AddAskingAsync(isAwaited: false);
            return new RouteRequest(Order + "/decision", """{"decision":"retry"}""");
        }),
        new("decideOrder", "cancelling what shipped", 409, ApiProblem.DecisionNotPossible, bench =>
        {
            var attention = new Attention("NotifyCustomer", "NotificationFailedException", "No answer.", Samples.Start, 0, new TaskToken(RouteBench.Token));
            return WithAsync(
                bench, RouteBench.Order with { Status = OrderStatus.Shipped, Attention = attention }, new RouteRequest(Order + "/decision", """{"decision":"cancel"}"""));
        }),
    ];

    private static async Task<RouteRequest> WithAsync(RouteBench bench, Order order, RouteRequest request)
    {
        await bench.AddAsync(order);
        return request;
    }

    private static Task<RouteRequest> DownAsync(RouteBench bench, RouteRequest request)
    {
        bench.LetWorkflowBeDown();
        return Task.FromResult(request);
    }
}
