namespace OrderingSystem.Infrastructure.Notifications;

/// <summary>The mail server. With no <see cref="Host"/>, notifications go into the outbox only.</summary>
public sealed class SmtpOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Null for a server that asks for no sign-in.</summary>
    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>The sender's address; its domain also makes the messages' ids.</summary>
    public string From { get; set; } = string.Empty;

    public string FromName { get; set; } = "Orders";

    /// <summary>For the whole conversation about one message.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}

public enum SmtpSecurity
{
    /// <summary>For a server on this machine.</summary>
    None,
    StartTls,
    Tls,
}
