namespace OrderingSystem.Domain.Carriers;

/// <summary>A call that speaks for the carrier being down.</summary>
/// <param name="Caller">The order, or the shipment, on whose behalf it was made: one caller counts once, however often it tries.</param>
public sealed record CountedFailure(string Caller, DateTimeOffset At);
