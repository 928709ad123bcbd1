namespace OrderingSystem.Application.Workflow;

/// <summary>The input of an order's execution: all that was accepted, and nothing that differs when the same request comes again.</summary>
/// <param name="RequestHash">SHA-256 of <paramref name="Order"/>, lower-case hex.</param>
/// <param name="PlacedBy">Who placed it first.</param>
/// <param name="Resume">Set for an execution that runs the order again; null for the first.</param>
public sealed record PlacedOrder(string OrderId, string RequestHash, string PlacedBy, PlacedOrderContent Order, ResumedRun? Resume = null);

/// <summary>How an order is run again.</summary>
/// <param name="From">The state to begin with, one of <see cref="States"/>.</param>
/// <param name="EarlierExecutionArn">The execution that had the order before, which is stopped should it live.</param>
public sealed record ResumedRun(string From, string EarlierExecutionArn, string Reason, string By, DateTimeOffset At)
{
    /// <summary>The states that an order can be run again from. Each task finds out what is done already, so that none does harm.</summary>
    public static IReadOnlyList<string> States { get; } =
        ["LoadCustomer", "BookShipment", "CheckShipment", "NotifyCustomer", "CancelShipment", "NotifyCancellation"];
}

/// <summary>What was ordered, for whom.</summary>
public sealed record PlacedOrderContent(string CustomerId, IReadOnlyList<PlacedOrderItem> Items, string? Note = null);

public sealed record PlacedOrderItem(string Description, int Quantity);
