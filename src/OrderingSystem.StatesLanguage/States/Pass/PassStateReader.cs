using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Pass;

internal static class PassStateReader
{
    public static State Read(StateHeader header, ObjectReader fields)
    {
        var has = DataFields.Assign | DataFields.Output;
        Payload? result = null;
        if (header.Language == QueryLanguage.JsonPath)
        {
            has |= DataFields.Input | DataFields.Parameters | DataFields.Result;
            if (fields.Value("Result") is { } value)
            {
                result = Payload.FromValue(value);
                PathWarnings.InResult(value, fields.Place("Result"), fields.Problems);
            }
        }

        return new PassState
        {
            Name = header.Name,
            Comment = header.Comment,
            QueryLanguage = header.Language,
            Next = StateReaders.ReadNext(fields),
            Data = DataFlow.Read(fields, header.Language, has),
            Result = result,
        };
    }
}
