using OrderingSystem.AdminApi.Csv;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary>Many orders: <c>/api/orders</c>, <c>/api/orders.csv</c> and <c>/api/orders/counts</c>.</summary>
internal static class OrderListsEndpoints
{
    private const string NewestFirst = "-placedAt";
    private const string OldestFirst = "placedAt";

    private static readonly ApiParameter[] Filters =
    [
        ApiParameters.ListOf("status", "Only orders of these statuses.", Enum.GetNames<OrderStatus>()),
        ApiParameters.CustomerId,
        ApiParameters.Flag("attention", "Only orders that wait for an operator (true), or that do not (false)."),
        ApiParameters.OneOf("waitingFor", "Only orders that cannot go on at present.", "carrier", "operator"),
        ApiParameters.Time("placedFrom", "Only orders placed then or later."),
        ApiParameters.Time("placedTo", "Only orders placed before."),
        ApiParameters.Text("placedBy", "Only orders that this person or program placed."),
        ApiParameters.Text(
            "search",
            "Words that occur, each as a part of the order id, the tracking number, or the customer's name, phone or e-mail; a phone number as people write it.",
            "winterbourne"),
        ApiParameters.OneOf("sort", "By the time of placing, the newest first where it is left out.", NewestFirst, OldestFirst),
    ];

    public static void MapOrderLists(this IEndpointRouteBuilder api)
    {
        api.MapGet("/orders", ListAsync).RequireScope(Scopes.OrdersRead)
            .Documented("listOrders", OrdersEndpoints.Tag, "Orders by the time of placing, found by filters and one search box")
            .Takes(Filters)
            .TakesPage()
            .Answers<PageView<OrderView>>();
        api.MapGet("/orders.csv", ExportAsync).RequireScope(Scopes.OrdersRead)
            .Documented("exportOrders", OrdersEndpoints.Tag, "The same orders as a table in CSV (RFC 4180), all of them, streamed")
            .Takes(Filters)
            .AnswersText(OrderCsv.MediaType);
        api.MapGet("/orders/counts", CountAsync).RequireScope(Scopes.OrdersRead)
            .Documented("countOrders", OrdersEndpoints.Tag, "How many orders stand where")
            .Answers<OrderCountsView>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, OrderQueries queries)
    {
        var page = await queries.ListAsync(FilterOf(context.Request), QueryParameters.Page(context.Request), context.RequestAborted);
        return TypedResults.Json(new PageView<OrderView>([.. page.Items.Select(OrderView.Of)], page.NextCursor), AdminApiJson.Default.OrderPage);
    }

    private static async Task ExportAsync(HttpContext context, OrderQueries queries)
    {
        var filter = FilterOf(context.Request);
        var first = await queries.ListAsync(filter, new PageRequest(PageRequest.MaxLimit), context.RequestAborted);
        context.Response.ContentType = OrderCsv.MediaType + "; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"orders.csv\"";
        await using var writer = new StreamWriter(context.Response.Body);
        await writer.WriteAsync(OrderCsv.Header);
        for (var page = first; ; page = await queries.ListAsync(filter, new PageRequest(PageRequest.MaxLimit, page.NextCursor), context.RequestAborted))
        {
            foreach (var order in page.Items)
            {
                await writer.WriteAsync(OrderCsv.Row(order));
            }

            await writer.FlushAsync(context.RequestAborted); // the client reads this page while the next one is looked up
            if (page.NextCursor is null)
            {
                return;
            }
        }
    }

    private static async Task<IResult> CountAsync(HttpContext context, OrderQueries queries, IParkedOrderStore parkedOrders)
    {
        var counts = await queries.CountAsync(context.RequestAborted);
        var view = new OrderCountsView(
            counts.Total,
            counts.Of(OrderStatus.Placed),
            counts.Of(OrderStatus.Scheduled),
            counts.Of(OrderStatus.Shipped),
            counts.Of(OrderStatus.Cancelled),
            counts.Of(OrderStatus.Rejected),
            counts.Attention,
            await parkedOrders.CountWaitingAsync(context.RequestAborted));
        return TypedResults.Json(view, AdminApiJson.Default.OrderCountsView);
    }

    private static OrderFilter FilterOf(HttpRequest request) => new(
        CustomerId: QueryParameters.Customer(request),
        Attention: QueryParameters.Flag(request, "attention"),
        Search: QueryParameters.Text(request, "search"))
    {
        Statuses = QueryParameters.Statuses(request),
        WaitingFor = QueryParameters.Word(request, "waitingFor", "carrier", "operator") switch
        {
            null => null,
            "carrier" => WaitingFor.Carrier,
            _ => WaitingFor.Operator,
        },
        PlacedFrom = QueryParameters.Time(request, "placedFrom"),
        PlacedTo = QueryParameters.Time(request, "placedTo"),
        PlacedBy = QueryParameters.Text(request, "placedBy"),
        OldestFirst = QueryParameters.Word(request, "sort", NewestFirst, OldestFirst) == OldestFirst,
    };
}

/// <param name="Attention">Orders that wait for an operator, whatever their status.</param>
/// <param name="WaitingForCarrier">Executions that are parked until the carrier answers.</param>
public sealed record OrderCountsView(
    int Total, int Placed, int Scheduled, int Shipped, int Cancelled, int Rejected, int Attention, int WaitingForCarrier);
