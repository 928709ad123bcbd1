using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>How data flows through a state, from its raw input to its output, in the state's query language.</summary>
/// <remarks>States Language, "State Input and Output Processing".</remarks>
public abstract record DataFlow
{
    internal static DataFlow Read(ObjectReader fields, QueryLanguage language, DataFields has) =>
        language == QueryLanguage.Jsonata ? JsonataDataFlow.Read(fields, has) : JsonPathDataFlow.Read(fields, has);

    /// <summary>What the state works on before Parameters or Arguments.</summary>
    internal abstract Payload Input(StateContext context);

    /// <summary>What is given to the task, the branches or the iterations.</summary>
    internal abstract Payload EffectiveInput(StateContext context);

    /// <summary>The output of a state whose work gave a result.</summary>
    internal abstract StateData Complete(StateContext context, Payload result);

    /// <summary>The output of a state that has no result of its own: Wait, Choice, Succeed.</summary>
    internal abstract StateData PassThrough(StateContext context);
}
