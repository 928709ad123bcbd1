namespace OrderingSystem.Host.Configuration;

/// <summary>How log entries are written on standard error.</summary>
public enum LogFormat
{
    /// <summary>Warnings and worse, one line each, for people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs; of this system's own categories also what is merely told.</summary>
    Json,
}
