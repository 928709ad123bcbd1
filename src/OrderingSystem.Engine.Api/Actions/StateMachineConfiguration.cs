using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;
using OrderingSystem.Engine.StateMachines;

namespace OrderingSystem.Engine.Api.Actions;

/// <summary>What a state machine may be given beside its definition: logging, tracing, encryption, and a version to publish.</summary>
internal sealed record StateMachineConfiguration(
    LoggingSettings? Logging, int LogDestinations, bool? Tracing, EncryptionSettings? Encryption, bool KeyIsMissing, bool Publish, string? VersionDescription)
{
    private const string CustomerKey = "CUSTOMER_MANAGED_KMS_KEY";
    private const int DefaultReusePeriodSeconds = 300;

    public bool IsPresent => Logging is not null || Tracing is not null || Encryption is not null;

    public StateMachineSettingsChange Settings => new(Logging, Tracing, Encryption);

    /// <summary>Null where no version is to be published.</summary>
    public PublishRequest? PublishRequest => Publish ? new PublishRequest(VersionDescription) : null;

    public static StateMachineConfiguration Read(RequestParameters parameters)
    {
        var (logging, destinations) = ReadLogging(parameters);
        var (encryption, keyIsMissing) = ReadEncryption(parameters);
        return new StateMachineConfiguration(
            logging,
            destinations,
            parameters.OptionalStructure("tracingConfiguration")?.OptionalBoolean("enabled"),
            encryption,
            keyIsMissing,
            parameters.OptionalBoolean("publish"),
            parameters.OptionalString("versionDescription", Shapes.VersionDescription));
    }

    public static void Write(Utf8JsonWriter response, StateMachineSettings settings)
    {
        response.WriteStartObject("loggingConfiguration"u8);
        response.WriteString("level"u8, settings.LogLevel);
        response.WriteBoolean("includeExecutionData"u8, settings.LogExecutionData);
        if (settings.HasLogDestinations)
        {
            response.WriteStartArray("destinations"u8);
            WriteDestination(response, settings.LogGroupArn);
            response.WriteEndArray();
        }

        response.WriteEndObject();
        response.WriteFlag("tracingConfiguration", "enabled", settings.Tracing);
        if (settings.KmsKeyId is not { } key)
        {
            response.WriteEncryption();
            return;
        }

        response.WriteStartObject("encryptionConfiguration"u8);
        response.WriteString("type"u8, CustomerKey);
        response.WriteString("kmsKeyId"u8, key);
        response.WriteNumber("kmsDataKeyReusePeriodSeconds"u8, settings.KmsDataKeyReusePeriodSeconds ?? DefaultReusePeriodSeconds);
        response.WriteEndObject();
    }

    /// <exception cref="RequestRefusedException">InvalidLoggingConfiguration, InvalidEncryptionConfiguration or ValidationException.</exception>
    public void Require()
    {
        if (LogDestinations > 1 || (LogDestinations == 0 && Logging?.Level is not (null or "OFF")))
        {
            throw new RequestRefusedException(
                "InvalidLoggingConfiguration", "Invalid Logging Configuration: Must specify exactly one Log Destination.");
        }

        RequireKey(KeyIsMissing);

        if (VersionDescription is not null && !Publish)
        {
            throw RequestRefusedException.Validation("Version description can only be set when publish is true");
        }
    }

    /// <exception cref="RequestRefusedException">InvalidEncryptionConfiguration.</exception>
    public static void RequireKey(bool keyIsMissing)
    {
        if (keyIsMissing)
        {
            throw new RequestRefusedException(
                "InvalidEncryptionConfiguration", $"Invalid Encryption Configuration: kmsKeyId must be specified for the type {CustomerKey}, and for no other.");
        }
    }

    /// <summary>Which key encrypts; and whether one is missing, or there where none may be.</summary>
    public static (EncryptionSettings? Encryption, bool KeyIsMissing) ReadEncryption(RequestParameters parameters)
    {
        if (parameters.OptionalStructure("encryptionConfiguration") is not { } encryption)
        {
            return (null, false);
        }

        var key = encryption.OptionalString("kmsKeyId", Shapes.KmsKeyId);
        var period = encryption.OptionalInteger("kmsDataKeyReusePeriodSeconds", 60, 900, absent: DefaultReusePeriodSeconds);
        var hasKey = encryption.RequiredEnum("type", Shapes.EncryptionType) == CustomerKey;
        return (new EncryptionSettings(key, key is null ? null : period), hasKey != key is not null);
    }

    private static void WriteDestination(Utf8JsonWriter response, string? logGroupArn)
    {
        if (logGroupArn is not null)
        {
            response.WriteStartObject();
            response.WriteStartObject("cloudWatchLogsLogGroup"u8);
            response.WriteString("logGroupArn"u8, logGroupArn);
            response.WriteEndObject();
            response.WriteEndObject();
        }
    }

    private static (LoggingSettings? Logging, int Destinations) ReadLogging(RequestParameters parameters)
    {
        if (parameters.OptionalStructure("loggingConfiguration") is not { } logging)
        {
            return (null, 0);
        }

        var level = logging.OptionalEnum("level", Shapes.LogLevel);
        var data = logging.OptionalBoolean("includeExecutionData");
        var groups = logging.OptionalStructures("destinations")?
            .Select(destination => destination.OptionalStructure("cloudWatchLogsLogGroup")?.OptionalString("logGroupArn", Shapes.Arn)).ToList();
        return (new LoggingSettings(level ?? "OFF", data, groups?.FirstOrDefault(), groups is not null), groups?.Count ?? 0);
    }
}
