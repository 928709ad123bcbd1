using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.MapRuns;

/// <summary>What results of children look like.</summary>
public enum ResultTransformation : byte
{
    /// <summary>Each output with what DescribeExecution says of its execution.</summary>
    None = 1,

    /// <summary>The outputs alone.</summary>
    Compact = 2,

    /// <summary>The outputs alone, those that are arrays replaced by their elements.</summary>
    Flatten = 3,
}

/// <summary>Where the results of a Map run go, and in which form.</summary>
/// <param name="Bucket">Null where the results are the state's own.</param>
/// <param name="Prefix">Of the keys; null for none.</param>
/// <param name="IsLines">JSON Lines instead of a JSON array.</param>
/// <remarks>Step Functions Developer Guide, "ResultWriter (Map)".</remarks>
public sealed record ResultDestination(string? Bucket, string? Prefix, ResultTransformation Transformation, bool IsLines)
{
    public static ResultDestination StateOutput { get; } = new(null, null, ResultTransformation.Compact, IsLines: false);

    /// <param name="resultWriter"><see cref="MapRunPlan.ResultWriter"/>.</param>
    /// <exception cref="JsonException">The parameters, which may come from an input, name no bucket.</exception>
    public static ResultDestination Of(Payload? resultWriter)
    {
        if (resultWriter is null)
        {
            return StateOutput;
        }

        var writer = (JsonObject)resultWriter.Value;
        var parameters = writer["Parameters"] as JsonObject;
        var config = writer["WriterConfig"] as JsonObject ?? JsonObject.Empty;
        return new ResultDestination(
            parameters is null ? null : ItemSource.Required(parameters, "Bucket"),
            parameters is null ? null : ItemSource.TextOf(parameters, "Prefix"),
            ItemSource.TextOf(config, "Transformation") switch
            {
                "COMPACT" => ResultTransformation.Compact,
                "FLATTEN" => ResultTransformation.Flatten,
                "NONE" => ResultTransformation.None,
                _ => parameters is null ? ResultTransformation.Compact : ResultTransformation.None,
            },
            ItemSource.TextOf(config, "OutputType") == "JSONL");
    }
}
