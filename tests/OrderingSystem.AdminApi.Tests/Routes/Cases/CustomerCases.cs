using OrderingSystem.AdminApi.Problems;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Routes.Cases;

/// <summary><c>/api/customers</c> and <c>/api/notifications</c>.</summary>
internal static class CustomerCases
{
    private const string Ada = "/api/customers/C-0001";
    private const string Bruno = """{"name":"Bruno Castellane","phone":"+33 1 42 68 53 00","address":"Rue des Tanneurs 4","channel":"phone"}""";
    private const string AdasPhone = """{"name":"Ada Brightwater","email":"ada@example.org","phone":"+441632960001","address":"Mill Lane"}""";
    private const string Reason = """{"reason":"Asked for by letter."}""";

    private static readonly string Call = $"/api/notifications/{RouteBench.Name}.shipped/done";

    public static IReadOnlyList<RouteCase> All { get; } =
    [
        new("listCustomers", "a customer", 200, null, _ => Ask(new RouteRequest("/api/customers?search=ada&limit=5"))),
        new("getCustomer", "a customer", 200, null, _ => Ask(new RouteRequest(Ada))),
        new("addCustomer", "nobody like them", 201, null, _ => Ask(new RouteRequest("/api/customers", Bruno, "k"))),
        new("addCustomer", "another request under the key", 409, ApiProblem.IdempotencyKeyReused, async bench =>
        {
            await bench.BeforeAsync("POST", "/api/customers", Bruno, "k");
            return new RouteRequest("/api/customers", Bruno.Replace("Bruno", "Bruna", StringComparison.Ordinal), "k");
        }),
        new("addCustomer", "somebody with their number", 409, ApiProblem.CustomerExists, _ => Ask(new RouteRequest("/api/customers", AdasPhone, "k"))),
        new("correctCustomer", "a customer", 200, null, _ => Ask(new RouteRequest(Ada, Bruno))),
        new("correctCustomer", "somebody with their number", 409, ApiProblem.CustomerExists, async bench =>
        {
            var added = await bench.BeforeAsync("POST", "/api/customers", Bruno, "k");
            return new RouteRequest(added.Location!, AdasPhone);
        }),
        new("correctCustomer", "an erased customer", 409, ApiProblem.CustomerErased, async bench =>
        {
            await bench.BeforeAsync("POST", Ada + "/erase", Reason);
            return new RouteRequest(Ada, Bruno);
        }),
        new("correctCustomer", "a change meanwhile", 412, ApiProblem.PreconditionFailed, _ => Ask(new RouteRequest(Ada, Bruno, IfMatch: "\"seen-long-ago\""))),
        new("getCustomerHistory", "a correction", 200, null, async bench =>
        {
            await bench.BeforeAsync("PUT", Ada, Bruno);
            return new RouteRequest(Ada + "/history");
        }),
        new("eraseCustomer", "a customer", 200, null, _ => Ask(new RouteRequest(Ada + "/erase", Reason))),
        new("eraseCustomer", "an open order", 409, ApiProblem.CustomerHasOpenOrder, async bench =>
        {
            await bench.AddAsync(RouteBench.Order);
            return new RouteRequest(Ada + "/erase", Reason);
        }),
        new("listNotifications", "one that was sent", 200, null, async bench =>
        {
            await bench.AddSentAsync();
            return new RouteRequest("/api/notifications?limit=5");
        }),
        new("listNotifications", "a call to make", 200, null, async bench =>
        {
            await bench.AddCallAsync();
            return new RouteRequest("/api/notifications?state=to-call");
        }),
        new("confirmCall", "a call to make", 200, null, async bench =>
        {
            await bench.AddCallAsync();
            return new RouteRequest(Call, """{"note":"Her husband takes it."}""");
        }),
        new("confirmCall", "one that was sent", 409, ApiProblem.NoCallToMake, async bench =>
        {
            await bench.AddAsync(RouteBench.Order with { Status = OrderStatus.Shipped });
            await bench.AddSentAsync();
            return new RouteRequest(Call, "{}");
        }),
        new("confirmCall", "a call with another note", 409, ApiProblem.CallMadeBefore, async bench =>
        {
            await bench.AddCallAsync();
            await bench.BeforeAsync("POST", Call, """{"note":"Her husband takes it."}""");
            return new RouteRequest(Call, "{}");
        }),
    ];

    private static Task<RouteRequest> Ask(RouteRequest request) => Task.FromResult(request);
}
