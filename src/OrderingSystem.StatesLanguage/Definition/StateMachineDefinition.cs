using System.Collections.Frozen;
using OrderingSystem.StatesLanguage.States;
using OrderingSystem.StatesLanguage.States.Map;

namespace OrderingSystem.StatesLanguage.Definition;

public enum QueryLanguage : byte
{
    JsonPath = 1,
    Jsonata = 2,
}

/// <summary>A checked definition, ready to run: every path, template and expression in it is compiled.</summary>
/// <param name="TimeoutSeconds">Of the whole execution; null for none.</param>
public sealed record StateMachineDefinition(string? Comment, StateGraph Graph, long? TimeoutSeconds, QueryLanguage QueryLanguage)
{
    /// <summary>What the children of a Distributed Map state run, as a definition of its own.</summary>
    /// <param name="stateName">Of the Map state, wherever it stands: names are unique in a definition.</param>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public StateMachineDefinition ProcessorOf(string stateName) =>
        Find(Graph, stateName) is DistributedMapState map
            ? new StateMachineDefinition(null, map.Processor, null, QueryLanguage)
            : throw new ArgumentException($"'{stateName}' is no Distributed Map state of this definition.", nameof(stateName));

    /// <summary>A state of a graph or of one below it; null where there is none of the name.</summary>
    internal static State? Find(StateGraph graph, string name)
    {
        if (graph.States.TryGetValue(name, out var found))
        {
            return found;
        }

        foreach (var state in graph.States.Values)
        {
            foreach (var below in state.Graphs)
            {
                if (Find(below, name) is { } inner)
                {
                    return inner;
                }
            }
        }

        return null;
    }
}

/// <summary>States that lead to one another: of the machine itself, of a Parallel branch, or of a Map's item processor.</summary>
public sealed record StateGraph(string StartAt, FrozenDictionary<string, State> States)
{
    public State this[string name] => States[name];
}
