using Microsoft.Extensions.Logging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application;

/// <summary>Event ids 1000 to 1999: the order side's decisions.</summary>
internal static partial class Log
{
    /// <summary>The alert for operators: alarms count this event.</summary>
    [LoggerMessage(1001, LogLevel.Warning, "Order {OrderId} waits for an operator at {State}: {Error} (reminder {Reminder})")]
    public static partial void NeedsAttention(this ILogger logger, OrderId orderId, string state, string error, int reminder);
}
