using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Auditing;

/// <summary>Null: any.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record AuditFilter(
    string? By = null, OrderId? OrderId = null, string? Action = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    public bool Admits(AuditEntry entry) =>
        (By is null || entry.By == By)
        && (OrderId is null || entry.OrderId == OrderId)
        && (Action is null || entry.Action == Action)
        && (From is null || entry.At >= From)
        && (To is null || entry.At < To);
}
