using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary>
/// Where a Distributed Map finds its items: <c>"ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": …, "Key": … },
/// "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "MaxItems": 1000 } }</c>.
/// </summary>
/// <remarks>Step Functions Developer Guide, "ItemReader (Map)".</remarks>
internal sealed record ItemReaderField(S3Call Call, JsonObject? Config, NumberField? MaxItems)
{
    /// <summary>The service's bound (Developer Guide, "MaxItems"); beyond it the number means all.</summary>
    private const long MostItems = 100_000_000;

    public static ItemReaderField? Read(ObjectReader state, QueryLanguage language)
    {
        if (state.Object("ItemReader") is not { } fields)
        {
            return null;
        }

        _ = fields.Require("Resource");
        var call = S3Call.Read(fields, language, "getObject", "listObjectsV2");
        var config = fields.Object("ReaderConfig");
        fields.RejectOthers();
        var lists = call?.Resource.EndsWith("listObjectsV2", StringComparison.Ordinal) == true;
        if (call is not null && !lists && config is null)
        {
            fields.Problem(null, "These fields are required: [ReaderConfig]");
        }

        var mostItems = config is null ? null : ReadConfig(config, language, lists);
        return call is null ? null : new ItemReaderField(call, config?.Source, mostItems);
    }

    public Payload Evaluate(StateContext context, Payload input)
    {
        var most = MaxItems?.Evaluate(context, input);
        var config = Config is null || most is null ? Config
            : Config.With("MaxItems", JsonValue.Of(most is < 0 or > MostItems ? 0 : (long)most));
        return Payload.FromValue(JsonObject.Of(
            ("Resource", JsonValue.Of(Call.Resource)), ("Parameters", Call.Evaluate(context, input)), ("ReaderConfig", config)));
    }

    private static NumberField? ReadConfig(ObjectReader config, QueryLanguage language, bool lists)
    {
        var type = config.Text("InputType");
        if (!lists)
        {
            _ = config.Require("InputType");
            ReadType(config, type);
        }

        ReadCsv(config, type);
        _ = config.Text("ItemsPointer");
        if (config.Text("Transformation") is not (null or "NONE"))
        {
            config.Problem("Transformation", "The only Transformation that this engine supports is NONE", DiagnosticCodes.Unsupported);
        }

        var most = NumberField.Read(config, language, "MaxItems", isWhole: true);
        config.RejectOthers();
        return most;
    }

    private static void ReadType(ObjectReader config, string? type)
    {
        switch (type)
        {
            case null or "JSON" or "JSONL" or "CSV":
                break;
            case "MANIFEST" or "PARQUET":
                config.Problem("InputType", $"InputType {type} is not supported by this engine", DiagnosticCodes.Unsupported);
                break;
            default:
                config.Problem("InputType", "The field 'InputType' should have one of these values: [CSV, JSON, JSONL, PARQUET, MANIFEST]");
                break;
        }
    }

    private static void ReadCsv(ObjectReader config, string? type)
    {
        var place = config.Text("CSVHeaderLocation");
        if (place is not (null or "FIRST_ROW" or "GIVEN"))
        {
            config.Problem("CSVHeaderLocation", "The field 'CSVHeaderLocation' should have one of these values: [FIRST_ROW, GIVEN]");
        }
        else if (type == "CSV" && place is null)
        {
            config.Problem(null, "These fields are required: [CSVHeaderLocation]");
        }

        if ((place == "GIVEN") != config.Has("CSVHeaders"))
        {
            config.Problem(null, "CSVHeaders is required where CSVHeaderLocation is GIVEN, and only there");
        }
        else if (config.Value("CSVHeaders") is { } headers && !(headers is JsonArray { Count: > 0 } names && names.All(name => name is JsonString)))
        {
            config.Problem("CSVHeaders", "Expected value of type Array of Strings");
        }

        if (config.Text("CSVDelimiter") is { } delimiter && !ItemSource.Delimiters.ContainsKey(delimiter))
        {
            config.Problem("CSVDelimiter", $"The field 'CSVDelimiter' should have one of these values: [{string.Join(", ", ItemSource.Delimiters.Keys)}]");
        }
    }
}
