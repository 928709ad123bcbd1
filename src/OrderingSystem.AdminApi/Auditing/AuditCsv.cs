using System.Globalization;
using System.Text;
using OrderingSystem.Application.Auditing;

namespace OrderingSystem.AdminApi.Auditing;

/// <summary>The audit log as a table for spreadsheets: RFC 4180, with a line of names.</summary>
internal static class AuditCsv
{
    public const string MediaType = "text/csv";

    public const string Header = "auditId,at,by,role,action,target,orderId,reason,outcome,requestId\r\n";

    public static string Row(AuditEntry entry)
    {
        var at = entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        string?[] cells = [entry.AuditId, at, entry.By, entry.Role, entry.Action, entry.Target, entry.OrderId?.Value, entry.Reason, entry.Outcome, entry.RequestId];
        return new StringBuilder().AppendJoin(',', cells.Select(Cell)).Append("\r\n").ToString();
    }

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var shown = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return shown.AsSpan().IndexOfAny("\",\r\n") < 0 ? shown : $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
