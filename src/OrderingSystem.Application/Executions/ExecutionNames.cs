using System.Globalization;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <summary>
/// What the names of executions say. The order id names an order's first execution; each that runs the order again has its number behind it, from 2:
/// <c>O-7Q2M0C9T5V1H8K3X6B4D2F0R1N-2</c>.
/// </summary>
public static class ExecutionNames
{
    private const string CancelPrefix = "cancel-";

    private static readonly int OrderIdLength = OrderId.FromIdempotencyKey("any").Value.Length;

    /// <param name="run">1 for the first.</param>
    public static string OfRun(OrderId orderId, int run) =>
        run == 1 ? orderId.Value : string.Create(CultureInfo.InvariantCulture, $"{orderId}-{run}");

    /// <summary>The last part of an execution's ARN.</summary>
    public static string OfArn(string executionArn) => executionArn[(executionArn.LastIndexOf(':') + 1)..];

    /// <summary>Reads the name of an order's own execution.</summary>
    /// <param name="run">1 for the first.</param>
    public static bool TryReadRun(string name, out OrderId orderId, out int run)
    {
        run = 1;
        if (!OrderId.TryParse(name.Length > OrderIdLength ? name[..OrderIdLength] : name, out orderId))
        {
            return false;
        }

        return name.Length == OrderIdLength
            || (name[OrderIdLength] == '-'
                && int.TryParse(name.AsSpan(OrderIdLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out run)
                && run > 1
                && OfRun(orderId, run) == name);
    }

    /// <summary>The order that an execution carries: its own, or the one that cancels it. Null for watches and jobs.</summary>
    public static OrderId? OrderOf(string name) =>
        TryReadRun(name, out var orderId, out _) ? orderId
        : name.StartsWith(CancelPrefix, StringComparison.Ordinal) && OrderId.TryParse(name[CancelPrefix.Length..], out orderId) ? orderId
        : null;

    /// <summary>The state machine that executions of such a name belong to, as its file is called; null where none of ours are named so.</summary>
    public static string? MachineOf(string name) =>
        TryReadRun(name, out _, out _) ? "order"
        : OrderOf(name) is not null ? "cancel-order"
        : name.StartsWith("outage-", StringComparison.Ordinal) ? "carrier-watch"
        : name.StartsWith("decisions-", StringComparison.Ordinal) ? "bulk-decision"
        : name.StartsWith(BulkRedriveInput.Prefix, StringComparison.Ordinal) ? "bulk-redrive"
        : null;
}
