using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Succeed;

internal static class SucceedStateReader
{
    public static State Read(StateHeader header, ObjectReader fields) => new SucceedState
    {
        Name = header.Name,
        Comment = header.Comment,
        QueryLanguage = header.Language,
        Data = DataFlow.Read(fields, header.Language, DataFields.Input | DataFields.Output),
    };
}
