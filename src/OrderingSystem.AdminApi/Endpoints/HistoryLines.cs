using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary>Writes <see cref="HistoryOutlineView"/>s, one a line; by hand, because there are 25,000 of them and somebody waits.</summary>
internal sealed class HistoryLines(IBufferWriter<byte> output) : IDisposable
{
    // Payloads are JSON within a text: a third of them would be escaped quotation marks. Nothing takes these lines for HTML.
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Write(HistoryOutline line)
    {
        _json.WriteStartObject();
        _json.WriteNumber("id"u8, line.Id);
        _json.WriteNumber("previousEventId"u8, line.PreviousEventId);
        _json.WriteString("type"u8, line.Type);
        _json.WriteString("timestamp"u8, line.At.UtcDateTime);
        _json.WriteString("name"u8, line.Name);
        if (line.Index is { } index)
        {
            _json.WriteNumber("index"u8, index);
        }
        else
        {
            _json.WriteNull("index"u8);
        }

        _json.WriteString("resource"u8, line.Resource);
        _json.WriteString("error"u8, line.Error);
        _json.WriteString("text"u8, line.Text);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();
}
