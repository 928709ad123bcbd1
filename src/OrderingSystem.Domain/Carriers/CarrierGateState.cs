namespace OrderingSystem.Domain.Carriers;

/// <summary>What all processes together hold the carrier to be. The names are stored.</summary>
public enum CarrierGateState
{
    /// <summary>Everybody calls the carrier.</summary>
    Up,

    /// <summary>Nobody calls it but the holder of the probe lease; orders park.</summary>
    Down,

    /// <summary>It answers the probe; everybody calls it, and the orders that parked are let go at a pace that grows.</summary>
    Recovering,
}
