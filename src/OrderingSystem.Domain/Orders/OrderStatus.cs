namespace OrderingSystem.Domain.Orders;

/// <summary>Where an order stands. It only moves forward; the last three are final.</summary>
public enum OrderStatus
{
    /// <summary>Accepted; the carrier has not confirmed a booking yet.</summary>
    Placed,

    /// <summary>The carrier has accepted the booking.</summary>
    Scheduled,

    Shipped,
    Cancelled,

    /// <summary>It could never be carried out, for example because its customer does not exist.</summary>
    Rejected,
}
