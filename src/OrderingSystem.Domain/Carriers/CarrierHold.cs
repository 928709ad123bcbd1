namespace OrderingSystem.Domain.Carriers;

/// <summary>The gate is kept closed by hand.</summary>
public sealed record CarrierHold(string By, string Reason, DateTimeOffset Since);
