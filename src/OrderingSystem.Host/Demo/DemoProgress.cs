namespace OrderingSystem.Host.Demo;

/// <summary>How far the orders of a demo have come.</summary>
/// <param name="Elapsed">By the demo's clock, since the first order was placed.</param>
/// <param name="CarrierIsDown">The outage that the demo ordered is going on.</param>
/// <param name="Placed">Orders that wait for a booking; the other counts are disjoint from it and from one another.</param>
/// <param name="Shipped">Shipped, customer not told yet.</param>
/// <param name="Notified">Shipped, and the customer told.</param>
/// <param name="Other">Cancelled or rejected.</param>
internal sealed record DemoProgress(TimeSpan Elapsed, bool CarrierIsDown, int Placed, int Scheduled, int Shipped, int Notified, int Attention, int Other)
{
    public int Total => Placed + Scheduled + Shipped + Notified + Other;

    /// <summary>Nothing more happens to any order by itself.</summary>
    public bool IsOver(int orders) => Total == orders && Notified + Other + Attention >= orders;
}
