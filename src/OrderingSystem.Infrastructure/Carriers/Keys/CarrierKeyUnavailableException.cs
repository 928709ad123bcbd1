namespace OrderingSystem.Infrastructure.Carriers.Keys;

/// <summary>The carrier's key cannot be read: nothing is sent to the carrier. It is our side's failure and says nothing about the carrier.</summary>
public sealed class CarrierKeyUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
