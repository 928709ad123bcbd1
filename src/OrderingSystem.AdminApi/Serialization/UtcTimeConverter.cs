using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderingSystem.AdminApi.Serialization;

/// <summary>RFC 3339 in UTC: <c>2026-03-02T09:30:15.123Z</c>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}
