using OrderingSystem.Engine.Api;
using OrderingSystem.Infrastructure.Notifications;

namespace OrderingSystem.Host.Configuration;

/// <summary>What the command line and the environment say.</summary>
/// <param name="CarrierUrl">A carrier that runs elsewhere; null for the simulator in this process, at <paramref name="SimulatorUrl"/>.</param>
/// <param name="FaultRate">0 to 1: how many of the simulator's answers go wrong.</param>
public sealed record HostSettings(
    string DataFolder,
    Uri Url,
    Uri StepFunctionsUrl,
    Uri SimulatorUrl,
    Uri? CarrierUrl,
    ClockMode Clock,
    bool SampleData,
    double FaultRate,
    bool CarrierForgetsKeys,
    long Seed,
    SmtpSettings? Smtp)
{
    /// <summary>How long the service keeps executions after their end, and so does the host unless told otherwise.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(90);

    /// <summary>How long executions are kept after their end; null for ever. Orders stay.</summary>
    public TimeSpan? Retention { get; init; }

    public const string Region = "us-east-1";
    public const string AccountId = "123456789012";

    /// <summary>What the carrier knows this host by, and what the simulator in this process then asks for; null for none.</summary>
    public string? CarrierKey { get; init; }

    /// <summary>Where status changes of executions are posted; null for nowhere.</summary>
    public Uri? EventsWebhook { get; init; }

    /// <summary>How the Step Functions endpoint knows its callers.</summary>
    public EngineApiAuthentication StepFunctionsAuthentication { get; init; } = EngineApiAuthentication.SignatureV4;

    public LogFormat Log { get; init; }

    public TelemetrySettings Telemetry { get; init; } = TelemetrySettings.None;

    /// <summary>Null: plain HTTP, on loopback.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Where a development server serves the web app from, beside this host; null for nowhere.</summary>
    public Uri? WebOrigin { get; init; }

    /// <summary>Where the console of an engine that runs alone listens; null for nowhere.</summary>
    public Uri? ConsoleUrl { get; init; }

    /// <summary>How much faster than the wall the carrier's client counts its seconds when idle time is skipped.</summary>
    public const double CarrierSecondsFactor = 20;
}

/// <param name="From">Sender's address.</param>
public sealed record SmtpSettings(string Server, int Port, SmtpSecurity Security, string From, string? Username, string? Password);
