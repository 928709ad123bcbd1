using System.Buffers;
using System.Text.Json;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>A history event as <c>GetExecutionHistory</c> gives it, for readers in the same process.</summary>
public static class HistoryEventJson
{
    /// <returns>One JSON object, with its execution data: <c>{"timestamp":…,"type":"TaskFailed","id":5,"previousEventId":4,"taskFailedEventDetails":{…}}</c>.</returns>
    public static ReadOnlyMemory<byte> Write(HistoryEvent historyEvent)
    {
        ArgumentNullException.ThrowIfNull(historyEvent);
        var text = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(text);
        new HistoryEventWriter(writer, includeExecutionData: true).Write(historyEvent);
        writer.Flush();
        return text.WrittenMemory;
    }
}
