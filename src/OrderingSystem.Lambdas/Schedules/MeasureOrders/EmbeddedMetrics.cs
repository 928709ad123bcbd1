using System.Text.Json;

namespace OrderingSystem.Lambdas.Schedules.MeasureOrders;

/// <summary>
/// Writes measurements as log lines that CloudWatch makes metrics of: no call, no right beyond writing logs, and the values stand in the log, too.
/// </summary>
/// <param name="output">Where the function logs to.</param>
/// <param name="stage">The value of the one dimension, <c>Stage</c>.</param>
/// <remarks>CloudWatch user guide, "Embedded metric format specification".</remarks>
public sealed class EmbeddedMetrics(Stream output, string stage)
{
    public const string Namespace = "Ordering";

    public const string StageDimension = "Stage";

    private readonly Lock _gate = new();

    /// <param name="seconds">By metric; each in seconds.</param>
    public void Write(DateTimeOffset at, params IReadOnlyList<(string Metric, double Value)> seconds)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", at.ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            json.WriteStartObject();
            json.WriteString(nameof(Namespace), Namespace);
            json.WriteStartArray("Dimensions");
            json.WriteStartArray();
            json.WriteStringValue(StageDimension);
            json.WriteEndArray();
            json.WriteEndArray();
            json.WriteStartArray("Metrics");
            foreach (var (metric, _) in seconds)
            {
                json.WriteStartObject();
                json.WriteString("Name", metric);
                json.WriteString("Unit", "Seconds");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString(StageDimension, stage);
            foreach (var (metric, value) in seconds)
            {
                json.WriteNumber(metric, value);
            }

            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        lock (_gate)
        {
            output.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
            output.Flush();
        }
    }
}
