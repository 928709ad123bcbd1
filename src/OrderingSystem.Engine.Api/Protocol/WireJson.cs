using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>What the protocol writes in a way of its own.</summary>
internal static class WireJson
{
    /// <summary>Seconds since 1970 with milliseconds: <c>1763900000.123</c>.</summary>
    public static void WriteTimestamp(this Utf8JsonWriter writer, string name, DateTimeOffset time) =>
        writer.WriteNumber(name, time.ToUnixTimeMilliseconds() / 1000m);

    public static void WriteTimestamp(this Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteTimestamp(name, value);
        }
    }

    /// <summary>A payload travels as a string that holds JSON text.</summary>
    public static void WritePayload(this Utf8JsonWriter writer, string name, Payload payload) => writer.WriteString(name, payload.Utf8.Span);

    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    /// <summary>Which variables each state refers to; nothing where none refers to any.</summary>
    public static void WriteVariableReferences(this Utf8JsonWriter writer, string definition)
    {
        var references = VariableReferences.Of(definition);
        if (references.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("variableReferences"u8);
        foreach (var (state, names) in references)
        {
            writer.WriteStartArray(state);
            foreach (var name in names)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>An object with one boolean: <c>"inputDetails":{"included":true}</c>.</summary>
    public static void WriteFlag(this Utf8JsonWriter writer, string name, string flag, bool value)
    {
        writer.WriteStartObject(name);
        writer.WriteBoolean(flag, value);
        writer.WriteEndObject();
    }

    /// <summary>A payload, or only that it was left out: <c>"input":"{}","inputDetails":{"included":true}</c>.</summary>
    public static void WriteData(this Utf8JsonWriter writer, string name, Payload? payload, bool isIncluded)
    {
        if (isIncluded && payload is not null)
        {
            writer.WritePayload(name, payload);
        }

        writer.WriteFlag(name + "Details", "included", isIncluded);
    }

    /// <summary>What is encrypted here is the disk's affair; clients are told what AWS says where no key was chosen.</summary>
    public static void WriteEncryption(this Utf8JsonWriter writer)
    {
        writer.WriteStartObject("encryptionConfiguration"u8);
        writer.WriteString("type"u8, "AWS_OWNED_KEY");
        writer.WriteEndObject();
    }
}
