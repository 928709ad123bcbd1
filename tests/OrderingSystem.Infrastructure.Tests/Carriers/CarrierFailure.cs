namespace OrderingSystem.Infrastructure.Tests.Carriers;

/// <summary>What a carrier's stand-in must be able to do wrong, for the contract to be tested.</summary>
public enum CarrierFailure
{
    InternalError,
    Unavailable,
    Throttled,
    ConnectionReset,
    Hang,
    SlowBody,
    MalformedJson,
    Html,
    BookedAnswerLost,
    CancelledShipment,
    ForeignShipment,
}
