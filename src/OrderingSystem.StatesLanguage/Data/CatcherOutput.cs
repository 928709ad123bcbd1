using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>How a catcher puts the error into the next state's input, and what it assigns.</summary>
public abstract record CatcherOutput
{
    internal static CatcherOutput Read(ObjectReader fields, QueryLanguage language)
    {
        if (language == QueryLanguage.Jsonata)
        {
            return new JsonataCatcherOutput(JsonataDataFlow.Read(fields, DataFields.Output | DataFields.Assign));
        }

        var path = fields.ReferencePath("ResultPath", out var isNull);
        return new JsonPathCatcherOutput(isNull ? null : path ?? ReferencePath.WholeInput, VariableAssignment.Read(fields));
    }

    internal abstract StateData Evaluate(StateContext context, Payload errorOutput);
}

/// <param name="ResultPath">Null drops the error.</param>
internal sealed record JsonPathCatcherOutput(ReferencePath? ResultPath, VariableAssignment? Assign) : CatcherOutput
{
    internal override StateData Evaluate(StateContext context, Payload errorOutput) =>
        new(JsonPathDataFlow.Place(ResultPath, context.RawInput, errorOutput), Assign?.Evaluate(context, errorOutput));
}

/// <param name="Flow">Its output is the error where it has no Output field.</param>
internal sealed record JsonataCatcherOutput(JsonataDataFlow Flow) : CatcherOutput
{
    internal override StateData Evaluate(StateContext context, Payload errorOutput) =>
        Flow.Evaluate(context, new QueryFacts(null, errorOutput), errorOutput);
}
