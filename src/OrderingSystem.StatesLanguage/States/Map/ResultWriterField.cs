using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary>
/// Where a Distributed Map puts its results: <c>"ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": …, "Prefix": … } }</c>.
/// </summary>
/// <remarks>Step Functions Developer Guide, "ResultWriter (Map)".</remarks>
internal sealed record ResultWriterField(S3Call? Call, JsonObject? Config)
{
    public static ResultWriterField? Read(ObjectReader state, QueryLanguage language)
    {
        if (state.Object("ResultWriter") is not { } fields)
        {
            return null;
        }

        var call = S3Call.Read(fields, language, "putObject");
        var config = fields.Object("WriterConfig");
        if (!fields.Has("Resource") && config is null)
        {
            fields.Problem(null, "These fields are required: [Resource or WriterConfig]");
        }

        fields.RejectOthers();
        if (config is not null)
        {
            _ = config.Require("Transformation", "OutputType");
            if (config.Text("Transformation") is not (null or "NONE" or "COMPACT" or "FLATTEN"))
            {
                config.Problem("Transformation", "The field 'Transformation' should have one of these values: [NONE, COMPACT, FLATTEN]");
            }

            if (config.Text("OutputType") is not (null or "JSON" or "JSONL"))
            {
                config.Problem("OutputType", "The field 'OutputType' should have one of these values: [JSON, JSONL]");
            }

            config.RejectOthers();
        }

        return new ResultWriterField(call, config?.Source);
    }

    public Payload Evaluate(StateContext context, Payload input) => Payload.FromValue(JsonObject.Of(
        ("Resource", Call is null ? null : JsonValue.Of(Call.Resource)), ("Parameters", Call?.Evaluate(context, input)), ("WriterConfig", Config)));
}
