using System.Globalization;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Requests;

/// <summary>Reads query parameters; what is there must be right.</summary>
internal static class QueryParameters
{
    public const int MaxTextLength = 200;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public static PageRequest Page(HttpRequest request, int maxLimit = PageRequest.MaxLimit)
    {
        var limit = PageRequest.DefaultLimit;
        if (Text(request, "limit") is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > maxLimit))
        {
            throw Bad("limit", $"A limit is 1 to {maxLimit}.");
        }

        return new PageRequest(limit, Text(request, "cursor"));
    }

    /// <returns>Null where it is absent or empty.</returns>
    public static string? Text(HttpRequest request, string name)
    {
        var values = request.Query[name];
        if (values.Count > 1)
        {
            throw Bad(name, "It stands there more than once.");
        }

        var text = values.ToString();
        if (text.Length > MaxTextLength)
        {
            throw Bad(name, $"It has up to {MaxTextLength} characters.");
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>One, several with commas between, or none.</summary>
    public static IReadOnlyList<OrderStatus> Statuses(HttpRequest request) =>
        [.. (Text(request, "status")?.Split(',', StringSplitOptions.TrimEntries) ?? []).Select(StatusOf).Distinct()];

    /// <summary>A time with its offset, as in RFC 3339.</summary>
    public static DateTimeOffset? Time(HttpRequest request, string name) => Text(request, name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => throw Bad(name, "A time is written as in RFC 3339: 2026-03-02T09:30:15Z, or as a date, 2026-03-02, in UTC."),
    };

    /// <summary>One of several words; null where it is absent.</summary>
    public static string? Word(HttpRequest request, string name, params string[] words) => Text(request, name) switch
    {
        null => null,
        var text when words.Contains(text, StringComparer.Ordinal) => text,
        _ => throw Bad(name, $"It is one of {string.Join(", ", words)}."),
    };

    public static bool? Flag(HttpRequest request, string name) => Text(request, name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Bad(name, "It is true or false."),
    };

    /// <summary>A whole number from 0 on.</summary>
    public static long? Number(HttpRequest request, string name) => Text(request, name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Bad(name, "It is a whole number from 0 on."),
    };

    public static CustomerId? Customer(HttpRequest request) => Text(request, "customerId") switch
    {
        null => null,
        var text when CustomerId.TryParse(text, out var customerId) => customerId,
        _ => throw Bad("customerId", "This is not the id of a customer."),
    };

    public static OrderId? Order(HttpRequest request) => Text(request, "orderId") switch
    {
        null => null,
        var text when OrderId.TryParse(text, out var orderId) => orderId,
        _ => throw Bad("orderId", "This is not the id of an order."),
    };

    private static OrderStatus StatusOf(string text) =>
        Enum.TryParse<OrderStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status) && char.IsAsciiLetter(text[0])
            ? status
            : throw Bad("status", $"A status is one of {string.Join(", ", Enum.GetNames<OrderStatus>())}; several have commas between.");

    private static ApiProblemException Bad(string parameter, string message) => new(ApiProblem.BadQuery(parameter, message));
}
