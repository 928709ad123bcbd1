using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.States.Choice;
using OrderingSystem.StatesLanguage.States.Fail;
using OrderingSystem.StatesLanguage.States.Map;
using OrderingSystem.StatesLanguage.States.Parallel;
using OrderingSystem.StatesLanguage.States.Pass;
using OrderingSystem.StatesLanguage.States.Succeed;
using OrderingSystem.StatesLanguage.States.Task;
using OrderingSystem.StatesLanguage.States.Wait;

namespace OrderingSystem.StatesLanguage.States;

/// <summary>Every state type and its reader.</summary>
internal static class StateReaders
{
    private delegate State? Reader(StateHeader header, ObjectReader fields);

    private static readonly Dictionary<string, Reader> ByType = new(StringComparer.Ordinal)
    {
        ["Task"] = TaskStateReader.Read,
        ["Wait"] = WaitStateReader.Read,
        ["Pass"] = PassStateReader.Read,
        ["Succeed"] = SucceedStateReader.Read,
        ["Fail"] = FailStateReader.Read,
        ["Choice"] = ChoiceStateReader.Read,
        ["Parallel"] = ParallelStateReader.Read,
        ["Map"] = MapStateReader.Read,
    };

    public static State? Read(string name, ObjectReader fields, StateReadingScope scope)
    {
        var language = fields.QueryLanguage() ?? scope.QueryLanguage;
        if (scope.MachineIsJsonata && language == QueryLanguage.JsonPath)
        {
            fields.Problem(null, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        }

        if (fields.RequiredText("Type") is not { } type)
        {
            return null;
        }

        if (!ByType.TryGetValue(type, out var reader))
        {
            fields.Problem("Type", "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]");
            return null;
        }

        var state = reader(new StateHeader(name, fields.Text("Comment"), scope, language), fields);
        fields.RejectOthers();
        return state;
    }

    /// <summary>Reads <c>Next</c> and <c>End</c>, one of which a state must have that is not terminal by its type.</summary>
    public static string? ReadNext(ObjectReader fields)
    {
        var next = fields.Text("Next");
        var end = fields.Boolean("End");
        if (next is null && end is not true)
        {
            fields.Problem(null, "These fields are required: [Next or End]");
        }
        else if (next is not null && end is true)
        {
            fields.Problem(null, "Only one of these fields is allowed: [Next, End]");
        }

        return end is true ? null : next;
    }
}

/// <summary>What every state has, read before its type is known.</summary>
internal sealed record StateHeader(string Name, string? Comment, StateReadingScope Scope, QueryLanguage Language);
