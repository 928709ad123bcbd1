namespace OrderingSystem.Application.Stores;

/// <summary>The store gave no answer, or asked for patience. Whether a write was carried out is unknown; every use case may be asked again.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
