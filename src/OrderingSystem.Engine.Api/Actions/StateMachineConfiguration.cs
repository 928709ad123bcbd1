using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <summary>What a state machine may be given beside its definition: logging, tracing, and a version to publish.</summary>
/// <remarks>
/// Logging and tracing are checked and then have no effect here; versions are refused, since answering without one would be believed.
/// </remarks>
internal sealed record StateMachineConfiguration(
    bool IsPresent, string? LogLevel, int LogDestinations, bool Publish, string? VersionDescription)
{
    public static StateMachineConfiguration Read(RequestParameters parameters)
    {
        var logging = parameters.OptionalStructure("loggingConfiguration");
        var tracing = parameters.OptionalStructure("tracingConfiguration");
        var level = logging?.OptionalEnum("level", Shapes.LogLevel);
        _ = logging?.OptionalBoolean("includeExecutionData");
        _ = tracing?.OptionalBoolean("enabled");
        return new StateMachineConfiguration(
            logging is not null || tracing is not null,
            level,
            logging?.OptionalListLength("destinations") ?? 0,
            parameters.OptionalBoolean("publish"),
            parameters.OptionalString("versionDescription", Shapes.VersionDescription));
    }

    /// <summary>The configuration of a state machine that was given none.</summary>
    public static void WriteDefaults(Utf8JsonWriter response)
    {
        response.WriteStartObject("loggingConfiguration"u8);
        response.WriteString("level"u8, "OFF");
        response.WriteBoolean("includeExecutionData"u8, false);
        response.WriteEndObject();
        response.WriteFlag("tracingConfiguration", "enabled", value: false);
    }

    /// <exception cref="RequestRefusedException">InvalidLoggingConfiguration or ValidationException.</exception>
    public void Require()
    {
        if (LogDestinations > 1 || (LogDestinations == 0 && LogLevel is not (null or "OFF")))
        {
            throw new RequestRefusedException(
                "InvalidLoggingConfiguration", "Invalid Logging Configuration: Must specify exactly one Log Destination.");
        }

        if (VersionDescription is not null && !Publish)
        {
            throw RequestRefusedException.Validation("Version description can only be set when publish is true");
        }

        if (Publish)
        {
            throw RequestRefusedException.Validation("This endpoint publishes no versions: leave out 'publish'.");
        }
    }
}
