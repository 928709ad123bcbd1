using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.MapRuns;

public enum ItemFormat : byte
{
    /// <summary>The objects of a bucket themselves: <c>s3:listObjectsV2</c>.</summary>
    ObjectList = 1,

    /// <summary>One JSON array.</summary>
    Json = 2,

    /// <summary>A JSON value on each line.</summary>
    JsonLines = 3,

    Csv = 4,
}

/// <summary>Where a Map run finds its items outside of the state's input.</summary>
/// <param name="Key">Of the object that holds the items; null for <see cref="ItemFormat.ObjectList"/>.</param>
/// <param name="VersionId">Of the object; null for the newest.</param>
/// <param name="Prefix">With which the keys of listed objects begin; null for all.</param>
/// <param name="Headers">Names of CSV columns; null where they stand in the first row.</param>
/// <param name="ItemsPointer">A JSON pointer to the array inside of a JSON object; null where the text is the array.</param>
/// <param name="MaxItems">0 for all.</param>
/// <remarks>Step Functions Developer Guide, "ItemReader (Map)".</remarks>
public sealed record ItemSource(
    string Bucket, string? Key, string? VersionId, string? Prefix, ItemFormat Format, char Delimiter, IReadOnlyList<string>? Headers, string? ItemsPointer, long MaxItems)
{
    /// <summary>Values of CSVDelimiter.</summary>
    public static IReadOnlyDictionary<string, char> Delimiters { get; } = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        ["COMMA"] = ',',
        ["PIPE"] = '|',
        ["SEMICOLON"] = ';',
        ["SPACE"] = ' ',
        ["TAB"] = '\t',
    };

    /// <summary>What the items' context object says of where they are from.</summary>
    public string Uri => Key is null ? $"S3://{Bucket}" : $"S3://{Bucket}/{Key}";

    /// <param name="itemReader"><see cref="MapRunPlan.ItemReader"/>.</param>
    /// <exception cref="JsonException">The parameters, which may come from an input, name no object; the message says what is missing.</exception>
    public static ItemSource Of(Payload itemReader)
    {
        ArgumentNullException.ThrowIfNull(itemReader);
        var reader = (JsonObject)itemReader.Value;
        var parameters = (JsonObject)reader["Parameters"]!;
        var form = FormOf(((JsonString)reader["Resource"]!).Value, reader["ReaderConfig"] as JsonObject);
        return form with
        {
            Bucket = Required(parameters, "Bucket"),
            Key = form.Format == ItemFormat.ObjectList ? null : Required(parameters, "Key"),
            VersionId = TextOf(parameters, "VersionId"),
            Prefix = TextOf(parameters, "Prefix"),
        };
    }

    /// <summary>What the items are written as, wherever they stand.</summary>
    /// <param name="config">The ReaderConfig; null for none.</param>
    internal static ItemSource FormOf(string resource, JsonObject? config)
    {
        config ??= JsonObject.Empty;
        var format = resource.EndsWith(":listObjectsV2", StringComparison.Ordinal)
            ? ItemFormat.ObjectList
            : TextOf(config, "InputType") switch
            {
                "CSV" => ItemFormat.Csv,
                "JSONL" => ItemFormat.JsonLines,
                _ => ItemFormat.Json,
            };
        return new ItemSource(
            string.Empty,
            null,
            null,
            null,
            format,
            Delimiters[TextOf(config, "CSVDelimiter") ?? "COMMA"],
            (config["CSVHeaders"] as JsonArray)?.OfType<JsonString>().Select(header => header.Value).ToArray(),
            TextOf(config, "ItemsPointer"),
            config["MaxItems"] is JsonNumber most ? (long)most.Double : 0);
    }

    internal static string Required(JsonObject parameters, string name) => TextOf(parameters, name) is { Length: > 0 } text
        ? text
        : throw new JsonException($"The parameter '{name}' must be a text, but was: {parameters[name]?.ToString() ?? "absent"}");

    internal static string? TextOf(JsonObject parameters, string name) => (parameters[name] as JsonString)?.Value;
}
