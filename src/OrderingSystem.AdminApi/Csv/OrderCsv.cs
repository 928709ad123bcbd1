using System.Globalization;
using System.Text;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Csv;

/// <summary>Orders as a table for spreadsheets: RFC 4180, with a line of names.</summary>
internal static class OrderCsv
{
    public const string MediaType = "text/csv";

    private static readonly string[] Names =
    [
        "orderId", "status", "placedAt", "placedBy", "customerId", "customerName", "customerEmail", "customerPhone", "items", "note", "attention",
        "trackingNumber", "scheduledAt", "shippedAt", "notifiedAt",
    ];

    public static string Header { get; } = string.Join(',', Names) + "\r\n";

    public static string Row(Order order)
    {
        var row = new StringBuilder();
        Append(row, order.OrderId.Value, order.Status.ToString(), Time(order.PlacedAt), order.PlacedBy, order.CustomerId.Value);
        Append(row, order.Customer?.Name, order.Customer?.Email, order.Customer?.Phone);
        Append(row, string.Join("; ", order.Items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Quantity} x {item.Description}"))), order.Note);
        Append(row, order.Attention?.Cause, order.TrackingNumber, Time(order.ScheduledAt), Time(order.ShippedAt), Time(order.NotifiedAt));
        return row.Append("\r\n").ToString();
    }

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe before it; a phone number, a plus and digits alone, is none.</summary>
    internal static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var isFormula = text[0] is '=' or '@' or '\t' or '\r' or '-' || (text[0] == '+' && text.AsSpan(1).ContainsAnyExceptInRange('0', '9'));
        var shown = isFormula ? "'" + text : text;
        return shown.AsSpan().IndexOfAny("\",\r\n") < 0 ? shown : $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static void Append(StringBuilder row, params ReadOnlySpan<string?> cells)
    {
        foreach (var cell in cells)
        {
            if (row.Length > 0)
            {
                row.Append(',');
            }

            row.Append(Cell(cell));
        }
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
