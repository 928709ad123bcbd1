using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <param name="OrderId">The order that the execution's name tells of; null where it tells of none.</param>
public sealed record ExecutionOverview(ExecutionSummary Summary, ExecutionStanding Standing, OrderId? OrderId)
{
    /// <summary>The names of orders' executions, of their cancellations and of their further runs all hold the order id.</summary>
    public static OrderId? OrderOf(string executionName)
    {
        const int length = 28;
        for (var at = executionName.IndexOf("O-", StringComparison.Ordinal); at >= 0 && at + length <= executionName.Length;
            at = executionName.IndexOf("O-", at + 1, StringComparison.Ordinal))
        {
            if (Domain.Orders.OrderId.TryParse(executionName.Substring(at, length), out var orderId))
            {
                return orderId;
            }
        }

        return null;
    }
}
