using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.MapRuns;
using OrderingSystem.StatesLanguage.States;
using OrderingSystem.StatesLanguage.States.Choice;
using OrderingSystem.StatesLanguage.States.Fail;
using OrderingSystem.StatesLanguage.States.Map;
using OrderingSystem.StatesLanguage.States.Parallel;
using OrderingSystem.StatesLanguage.States.Pass;
using OrderingSystem.StatesLanguage.States.Succeed;
using OrderingSystem.StatesLanguage.States.Task;
using OrderingSystem.StatesLanguage.States.Wait;

namespace OrderingSystem.StatesLanguage.Testing;

/// <summary>A state that is to be tested: alone in the text, or one of a whole definition.</summary>
/// <param name="State">Under the name that the service gives to every state on its own; null where the text is wrong, or has no state of that name.</param>
/// <param name="Problems">What is wrong with the text; empty where only the name is.</param>
public sealed record StateUnderTest(State? State, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>The name of every state on its own, in its context object and in messages.</summary>
    public const string Name = "StateName";

    /// <summary><c>Task</c>, <c>Wait</c>, …</summary>
    public string Type => State switch
    {
        TaskState => "Task",
        WaitState => "Wait",
        PassState => "Pass",
        SucceedState => "Succeed",
        FailState => "Fail",
        ChoiceState => "Choice",
        ParallelState => "Parallel",
        _ => "Map",
    };

    public bool IsJsonata => State?.QueryLanguage == QueryLanguage.Jsonata;

    public bool IsMap => State is MapState or DistributedMapState;

    public bool IsParallel => State is ParallelState;

    /// <summary>Retries show in its context object.</summary>
    public bool HasRetryCount => State is TaskState or ForkState or DistributedMapState;

    /// <summary>Its context object holds a token.</summary>
    public bool WaitsForToken => State is TaskState { Resource.Pattern: IntegrationPattern.WaitForTaskToken };

    /// <summary>Its result is where the results were written, not the results.</summary>
    public bool HasResultWriter { get; init; }

    /// <summary>What a Map state's item reader takes its source for; null where it has no reader.</summary>
    public ItemSource? ItemForm =>
        State is DistributedMapState { ItemReader: { } reader } ? ItemSource.FormOf(reader.Call.Resource, reader.Config) : null;

    /// <summary>The states of its branches or of its item processor, at any depth.</summary>
    public bool Contains(string stateName) => State is not null && State.Graphs.Any(graph => StateMachineDefinition.Find(graph, stateName) is not null);

    /// <param name="stateName">Of a state, wherever it stands in the definition; null where the text is the state alone.</param>
    public static StateUnderTest Read(string definition, string? stateName)
    {
        if (stateName is null)
        {
            return StateMachineReader.ReadState(definition, Name);
        }

        var reading = StateMachineReader.Read(definition);
        var errors = reading.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var found = reading.Definition is { } whole ? StateMachineDefinition.Find(whole.Graph, stateName) : null;
        return new StateUnderTest(found is null ? null : found with { Name = Name }, errors) { HasResultWriter = found is DistributedMapState { ResultWriter: not null } };
    }
}
