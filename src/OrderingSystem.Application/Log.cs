using Microsoft.Extensions.Logging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application;

/// <summary>Event ids 1000 to 1999: the order side's decisions.</summary>
internal static partial class Log
{
    /// <summary>The alert for operators: alarms count this event.</summary>
    [LoggerMessage(1001, LogLevel.Warning, "Order {OrderId} waits for an operator at {State}: {Error} (reminder {Reminder})")]
    public static partial void NeedsAttention(this ILogger logger, OrderId orderId, string state, string error, int reminder);

    [LoggerMessage(1101, LogLevel.Information, "Order {OrderId} waits for the carrier at {State} (outage {OutageId})")]
    public static partial void Parked(this ILogger logger, OrderId orderId, string state, string outageId);

    [LoggerMessage(1102, LogLevel.Information, "Order {OrderId} goes on at {State} (it still waited: {StillWaited})")]
    public static partial void Released(this ILogger logger, OrderId orderId, string state, bool stillWaited);

    [LoggerMessage(1103, LogLevel.Information, "Outage {OutageId} is over; {Released} orders were let go")]
    public static partial void OutageOver(this ILogger logger, string outageId, int released);
}
