namespace OrderingSystem.Engine.Api;

/// <summary>How the wire API guards its door.</summary>
public sealed class EngineApiOptions
{
    /// <summary>The region that requests must be signed for; null takes any, so that a client's configured region need not match.</summary>
    public string? Region { get; set; }

    public EngineApiAuthentication Authentication { get; set; } = EngineApiAuthentication.SignatureV4;

    /// <summary>Largest request body in bytes. A definition of 1 MiB grows by its escapes when it travels as a JSON string.</summary>
    public int MaxRequestBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>How far a signature's date may be from this server's clock, either way.</summary>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Clients date their signatures by the time of day, so they are judged by it: the engine's own clock may have skipped days ahead.
    /// </summary>
    public TimeProvider WallClock { get; set; } = TimeProvider.System;

    /// <summary>How long a new connection may say nothing: it takes a place that somebody else may need.</summary>
    public TimeSpan MaxSilence { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Connections beyond this many are refused at once.</summary>
    public int MaxConnections { get; set; } = 2048;
}

public enum EngineApiAuthentication
{
    /// <summary>Every request is signed with AWS Signature Version 4, in its headers or its query string.</summary>
    SignatureV4,

    /// <summary>Requests are taken as they come, from this machine alone: a peer that is not loopback is refused, and so is a host that is no name of loopback.</summary>
    None,
}
