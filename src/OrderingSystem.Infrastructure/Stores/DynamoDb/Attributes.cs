using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>How values stand in attributes: times as fixed-width UTC text that sorts by time, enums by name; what is null is left out.</summary>
internal static class Attributes
{
    // 100 ns: what was written is read back exactly.
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public static AttributeValue Text(string value) => new() { S = value };

    public static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Time(DateTimeOffset value) => Text(TimeText(value));

    public static AttributeValue Map(Dictionary<string, AttributeValue> value) => new() { M = value };

    public static AttributeValue List(IEnumerable<AttributeValue> values) => new() { L = [.. values] };

    public static string TimeText(DateTimeOffset value) => value.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static Dictionary<string, AttributeValue> WithText(this Dictionary<string, AttributeValue> map, string name, string? value) =>
        value is null ? map : map.With(name, Text(value));

    public static Dictionary<string, AttributeValue> WithTime(this Dictionary<string, AttributeValue> map, string name, DateTimeOffset? value) =>
        value is null ? map : map.With(name, Time(value.Value));

    public static Dictionary<string, AttributeValue> WithMap(
        this Dictionary<string, AttributeValue> map, string name, Dictionary<string, AttributeValue>? value) =>
        value is null ? map : map.With(name, Map(value));

    public static Dictionary<string, AttributeValue> With(this Dictionary<string, AttributeValue> map, string name, AttributeValue value)
    {
        map[name] = value;
        return map;
    }

    public static string ReadText(this Dictionary<string, AttributeValue> map, string name) =>
        map.TryGetValue(name, out var value) && value.S is { } text ? text : throw new InvalidDataException($"An item lacks the text '{name}'.");

    public static string? ReadTextOrNull(this Dictionary<string, AttributeValue> map, string name) => map.GetValueOrDefault(name)?.S;

    public static long ReadNumber(this Dictionary<string, AttributeValue> map, string name) =>
        map.TryGetValue(name, out var value) && value.N is { } number
            ? long.Parse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"An item lacks the number '{name}'.");

    public static DateTimeOffset ReadTime(this Dictionary<string, AttributeValue> map, string name) =>
        map.ReadTimeOrNull(name) ?? throw new InvalidDataException($"An item lacks the time '{name}'.");

    public static DateTimeOffset? ReadTimeOrNull(this Dictionary<string, AttributeValue> map, string name) =>
        map.ReadTextOrNull(name) is { } text ? ParseTime(text) : null;

    public static TEnum ReadEnum<TEnum>(this Dictionary<string, AttributeValue> map, string name)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(map.ReadText(name));

    public static Dictionary<string, AttributeValue>? ReadMapOrNull(this Dictionary<string, AttributeValue> map, string name) =>
        map.GetValueOrDefault(name)?.M;

    public static IReadOnlyList<AttributeValue> ReadList(this Dictionary<string, AttributeValue> map, string name) =>
        map.GetValueOrDefault(name)?.L ?? [];

    private static DateTimeOffset ParseTime(string text) => new(
        DateTime.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal));
}
