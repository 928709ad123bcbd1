namespace OrderingSystem.Host.Configuration;

/// <summary>The host cannot start as it was told to; the message says what is wrong and what to do, and is all that a person needs to see.</summary>
public sealed class HostStartException(string message) : Exception(message);
