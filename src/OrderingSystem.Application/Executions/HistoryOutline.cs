using System.Text;

namespace OrderingSystem.Application.Executions;

/// <summary>One history event in a line: enough to draw an execution, to tell its steps and to list what happened. The event itself has the rest.</summary>
/// <param name="Type">The event type, for example <c>TaskStateEntered</c>.</param>
/// <param name="Name">The state that was entered or left, or the Map that an iteration belongs to; null elsewhere.</param>
/// <param name="Index">Of a Map's iteration, from 0; null elsewhere.</param>
/// <param name="Resource">What a task calls, as the event names it: <c>invoke.waitForTaskToken</c>; null elsewhere.</param>
/// <param name="Error">The error name; null where nothing failed.</param>
/// <param name="Text">
/// How its cause, output, input or parameters begin, up to <see cref="MaxText"/> characters; null where it has none of them. Never the parameters of
/// a callback: its task token is among them.
/// </param>
public sealed record HistoryOutline(
    long Id,
    long PreviousEventId,
    string Type,
    DateTimeOffset At,
    string? Name = null,
    int? Index = null,
    string? Resource = null,
    string? Error = null,
    string? Text = null)
{
    public const int MaxText = 200;

    public const string CallbackSuffix = ".waitForTaskToken";

    private const int MostBytesOfACharacter = 3;

    public static HistoryOutline Of(HistoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = entry.Text("cause") ?? entry.Text("output") ?? entry.Text("input") ?? (entry.IsCallback ? null : entry.Text("parameters"));
        return new HistoryOutline(
            entry.Id,
            entry.PreviousEventId,
            entry.Type,
            entry.At,
            entry.Text("name"),
            (int?)entry.Number("index"),
            entry.Text("resource"),
            entry.Text("error"),
            text is null ? null : Shorten(text));
    }

    /// <summary>The beginning of a text, without task tokens.</summary>
    public static string Shorten(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Cut(TaskTokenText.Redact(Cut(text)));
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];

    /// <summary>The same of a text in UTF-8, of which only the beginning is read.</summary>
    public static string Shorten(ReadOnlySpan<byte> utf8)
    {
        var end = Math.Min(utf8.Length, (MaxText + 1) * MostBytesOfACharacter);
        while (end < utf8.Length && end > 0 && (utf8[end] & 0xC0) == 0x80)
        {
            end--; // within a character
        }

        return Shorten(Encoding.UTF8.GetString(utf8[..end]));
    }
}
