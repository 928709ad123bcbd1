namespace OrderingSystem.Identity.Storage;

/// <summary>The file of users and keys cannot be used; the message says why and what to do.</summary>
public sealed class IdentityFileException(string message) : Exception(message);
