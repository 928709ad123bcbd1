using OrderingSystem.AdminApi.Requests;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;

namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>The parameters that several routes have.</summary>
internal static class ApiParameters
{
    public static ApiParameter Limit { get; } = new("limit", "query", $"How many items a page has; {PageRequest.DefaultLimit} where it is left out.", "integer")
    {
        Minimum = 1,
        Maximum = PageRequest.MaxLimit,
    };

    public static ApiParameter Cursor { get; } = new("cursor", "query", "The nextCursor of the page before. It belongs to the list and its filters.")
    {
        MaxLength = QueryParameters.MaxTextLength,
    };

    public static ApiParameter RequestKey { get; } = new(
        IdempotencyKey.Header,
        "header",
        "A key of your own for this request, up to 255 visible ASCII characters. The same request under the same key is carried out once, however often it is sent.")
    {
        Required = true,
        MaxLength = PlaceOrder.MaxIdempotencyKeyLength,
        Example = "phone-call-4711",
    };

    public static ApiParameter OrderId { get; } = Text("orderId", "Only those of this order.");

    public static ApiParameter CustomerId { get; } = Text("customerId", "Only those of this customer.");

    /// <summary>A text in the query.</summary>
    public static ApiParameter Text(string name, string description, string? example = null) =>
        new(name, "query", description) { MaxLength = QueryParameters.MaxTextLength, Example = example };

    public static ApiParameter Flag(string name, string description) => new(name, "query", description, "boolean");

    public static ApiParameter Time(string name, string description) =>
        new(name, "query", description) { Format = "date-time", Example = "2026-03-02T09:30:15.123Z" };

    public static ApiParameter OneOf(string name, string description, params string[] values) => new(name, "query", description) { Values = values };

    public static ApiParameter ListOf(string name, string description, params string[] values) =>
        new(name, "query", description) { Values = values, IsList = true };
}
