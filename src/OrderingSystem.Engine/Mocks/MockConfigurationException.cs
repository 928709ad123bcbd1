namespace OrderingSystem.Engine.Mocks;

/// <summary>The mock configuration cannot be used; the message says which file, where in it, and why.</summary>
public sealed class MockConfigurationException(string message, Exception? innerException = null) : Exception(message, innerException);
