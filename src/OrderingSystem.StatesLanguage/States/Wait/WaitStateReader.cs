using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Wait;

internal static class WaitStateReader
{
    public static State? Read(StateHeader header, ObjectReader fields)
    {
        if (!fields.TryOnlyOne(out var present, "Seconds", "SecondsPath", "Timestamp", "TimestampPath"))
        {
            if (present is null)
            {
                fields.Problem(null, "These fields are required: [Seconds, SecondsPath, Timestamp or TimestampPath]");
            }

            return null;
        }

        DateTimeOffset? timestamp = null;
        if (present == "Timestamp" && fields.Text(present) is { } text)
        {
            if (Rfc3339.TryParse(text, out var time))
            {
                timestamp = time;
            }
            else
            {
                fields.Problem(present, "String does not match RFC3339 timestamp");
            }
        }

        return new WaitState
        {
            Name = header.Name,
            Comment = header.Comment,
            QueryLanguage = header.Language,
            Next = StateReaders.ReadNext(fields),
            Data = JsonPathDataFlow.Read(fields),
            Seconds = SecondsField.Read(fields, "Seconds", minimum: 0),
            Timestamp = timestamp,
            TimestampPath = present == "TimestampPath" ? fields.Path(present) : null,
        };
    }
}
