namespace OrderingSystem.Engine.StateMachines;

/// <summary>What a state machine is configured with beside its definition and role: kept with each revision and described, as the service does.</summary>
/// <remarks>Logs and traces themselves are not written here; <c>docs/feature-support.md</c> says so.</remarks>
public sealed record StateMachineSettings
{
    public static StateMachineSettings Default { get; } = new();

    /// <summary><c>ALL</c>, <c>ERROR</c>, <c>FATAL</c> or <c>OFF</c>.</summary>
    public string LogLevel { get; init; } = "OFF";

    public bool LogExecutionData { get; init; }

    /// <summary>The log group's ARN; null for none.</summary>
    public string? LogGroupArn { get; init; }

    /// <summary>A list of destinations was given, be it an empty one.</summary>
    public bool HasLogDestinations { get; init; }

    public bool Tracing { get; init; }

    /// <summary>The customer's key; null where the service's own encrypts.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Seconds, 60 to 900; null without a key of the customer's.</summary>
    public int? KmsDataKeyReusePeriodSeconds { get; init; }
}

/// <summary>The parts of <see cref="StateMachineSettings"/> that a request names; null leaves a part as it is, or at its default.</summary>
public sealed record StateMachineSettingsChange(LoggingSettings? Logging, bool? Tracing, EncryptionSettings? Encryption)
{
    public static StateMachineSettingsChange None { get; } = new(null, null, null);

    public StateMachineSettings ApplyTo(StateMachineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (Logging is { } logging)
        {
            settings = settings with
            {
                LogLevel = logging.Level,
                LogExecutionData = logging.IncludeExecutionData,
                LogGroupArn = logging.LogGroupArn,
                HasLogDestinations = logging.HasDestinations,
            };
        }

        if (Encryption is { } encryption)
        {
            settings = settings with { KmsKeyId = encryption.KmsKeyId, KmsDataKeyReusePeriodSeconds = encryption.ReusePeriodSeconds };
        }

        return Tracing is { } tracing ? settings with { Tracing = tracing } : settings;
    }
}

/// <param name="HasDestinations">A list of destinations was given, be it an empty one.</param>
public sealed record LoggingSettings(string Level, bool IncludeExecutionData, string? LogGroupArn, bool HasDestinations);

/// <param name="KmsKeyId">Null for the service's own key.</param>
public sealed record EncryptionSettings(string? KmsKeyId, int? ReusePeriodSeconds);
