using System.Collections.Frozen;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Definition;

public enum QueryLanguage : byte
{
    JsonPath = 1,
    Jsonata = 2,
}

/// <summary>A checked definition, ready to run: every path, template and expression in it is compiled.</summary>
/// <param name="TimeoutSeconds">Of the whole execution; null for none.</param>
public sealed record StateMachineDefinition(string? Comment, StateGraph Graph, long? TimeoutSeconds, QueryLanguage QueryLanguage);

/// <summary>States that lead to one another: of the machine itself, of a Parallel branch, or of a Map's item processor.</summary>
public sealed record StateGraph(string StartAt, FrozenDictionary<string, State> States)
{
    public State this[string name] => States[name];
}
