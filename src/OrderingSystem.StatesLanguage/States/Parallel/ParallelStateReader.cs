using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.States.Parallel;

internal static class ParallelStateReader
{
    public static State? Read(StateHeader header, ObjectReader fields)
    {
        var next = StateReaders.ReadNext(fields);
        var data = DataFlow.Read(fields, header.Language, DataFields.Input | DataFields.Parameters | DataFields.Selector | DataFields.Result | DataFields.Assign | DataFields.Output);
        var retriers = ErrorHandlingReader.ReadRetriers(fields);
        var catchers = ErrorHandlingReader.ReadCatchers(fields, header.Language);
        if (!fields.Require("Branches"))
        {
            return null;
        }

        if (fields.Value("Branches") is JsonArray { Count: 0 })
        {
            fields.Problem("Branches", "Value cannot be empty");
        }

        var branches = ImmutableArray.CreateBuilder<StateGraph>();
        foreach (var branch in fields.Objects("Branches"))
        {
            if (StateMachineReader.ReadGraph(branch, header.Scope) is { } graph)
            {
                branches.Add(graph);
            }

            _ = branch.Text("Comment");
            branch.RejectOthers();
        }

        return new ParallelState
        {
            Name = header.Name,
            Comment = header.Comment,
            QueryLanguage = header.Language,
            Next = next,
            Data = data,
            Retriers = retriers,
            Catchers = catchers,
            Branches = branches.ToImmutable(),
        };
    }
}
