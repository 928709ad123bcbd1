using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Fail;

internal static class FailStateReader
{
    public static State Read(StateHeader header, ObjectReader fields) => new FailState
    {
        Name = header.Name,
        Comment = header.Comment,
        QueryLanguage = header.Language,
        Data = JsonPathDataFlow.Read(fields),
        Error = ReadText(fields, "Error"),
        Cause = ReadText(fields, "Cause"),
    };

    private static TextField? ReadText(ObjectReader fields, string name)
    {
        if (!fields.TryOnlyOne(out var present, name, name + "Path"))
        {
            return null;
        }

        if (present == name)
        {
            return fields.Text(name) is { } text ? new TextField(name, text, null) : null;
        }

        return TextExpression.Read(fields, present) is { } computed ? new TextField(present, null, computed) : null;
    }
}
