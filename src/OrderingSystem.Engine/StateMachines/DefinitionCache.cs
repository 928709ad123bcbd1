using System.Collections.Concurrent;
using OrderingSystem.Engine.Api;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.Engine.StateMachines;

/// <summary>Definitions that executions run, read once each. Old revisions come back when an old execution does.</summary>
internal sealed class DefinitionCache
{
    private const int MostKept = 1_024;

    private readonly ConcurrentDictionary<(string DefinitionId, StateMachineType Type), StateMachineDefinition> _definitions = new();

    /// <exception cref="InvalidOperationException">A definition that was accepted once is not accepted any more: a fault of this release.</exception>
    public StateMachineDefinition Get(StateMachineRevision revision)
    {
        if (_definitions.TryGetValue((revision.DefinitionId, revision.Type), out var known))
        {
            return known;
        }

        var reading = StateMachineReader.Read(revision.Definition, isExpress: revision.Type == StateMachineType.Express);
        var definition = reading.Definition
            ?? throw new InvalidOperationException($"The stored definition of {revision.Arn} is no longer understood: {string.Join("; ", reading.Diagnostics)}");
        if (_definitions.Count >= MostKept)
        {
            _definitions.Clear();
        }

        return _definitions.GetOrAdd((revision.DefinitionId, revision.Type), definition);
    }
}
