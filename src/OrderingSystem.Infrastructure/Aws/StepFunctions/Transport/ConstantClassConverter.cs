using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Transport;

/// <summary>An enumeration of the service model: known values by name, and any value that a later version of the service may add.</summary>
internal interface IConstantClass<TSelf>
    where TSelf : ConstantClass
{
    static abstract TSelf FindValue(string value);
}

internal sealed class ConstantClassConverter<T> : JsonConverter<T>
    where T : ConstantClass, IConstantClass<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } value ? T.FindValue(value) : null;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
