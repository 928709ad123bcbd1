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
        Data = DataFlow.Read(fields, header.Language, DataFields.None),
        Error = TextField.Read(fields, header.Language, "Error"),
        Cause = TextField.Read(fields, header.Language, "Cause"),
    };
}
