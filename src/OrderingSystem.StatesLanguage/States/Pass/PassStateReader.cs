using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.States.Pass;

internal static class PassStateReader
{
    public static State Read(StateHeader header, ObjectReader fields) => new PassState
    {
        Name = header.Name,
        Comment = header.Comment,
        QueryLanguage = header.Language,
        Next = StateReaders.ReadNext(fields),
        Data = JsonPathDataFlow.Read(fields, takesParameters: true, givesResult: true),
        Result = fields.Value("Result") is { } result ? Payload.FromValue(result) : null,
    };
}
