namespace OrderingSystem.Domain.Orders;

/// <summary>What a transition of an order comes to.</summary>
public abstract record OrderChange
{
    private OrderChange()
    {
    }

    /// <param name="Order">The order afterwards; its version is still the one that was loaded, and the store counts it up.</param>
    public sealed record Changed(Order Order, IReadOnlyList<TimelineEntry> Entries) : OrderChange;

    /// <summary>The order is there already: the transition was carried out before.</summary>
    public sealed record Nothing(Order Order) : OrderChange;

    /// <summary>The order's status only moves forward, and this would move it back or aside.</summary>
    public sealed record Impossible(Order Order, string Reason) : OrderChange;
}
