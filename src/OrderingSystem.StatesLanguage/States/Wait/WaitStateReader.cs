using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Wait;

internal static class WaitStateReader
{
    public static State? Read(StateHeader header, ObjectReader fields)
    {
        var isJsonata = header.Language == QueryLanguage.Jsonata;
        ReadOnlySpan<string> choices = isJsonata ? ["Seconds", "Timestamp"] : ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
        if (!fields.TryOnlyOne(out var present, choices))
        {
            if (present is null)
            {
                fields.Problem(null, $"These fields are required: [{string.Join(", ", choices[..^1]!)} or {choices[^1]}]");
            }

            return null;
        }

        DateTimeOffset? timestamp = null;
        JsonataTemplate? query = null;
        if (isJsonata && JsonataTemplate.IsExpression(fields.Value("Timestamp")))
        {
            query = JsonataTemplate.Read(fields, "Timestamp");
        }
        else if (present == "Timestamp" && fields.Text(present) is { } text)
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
            Data = DataFlow.Read(fields, header.Language, DataFields.Input | DataFields.Assign | DataFields.Output),
            Seconds = SecondsField.Read(fields, header.Language, "Seconds", minimum: 0),
            Timestamp = timestamp,
            TimestampPath = present == "TimestampPath" ? fields.Path(present) : null,
            TimestampQuery = query,
        };
    }
}
