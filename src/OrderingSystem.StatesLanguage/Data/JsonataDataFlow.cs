using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>Arguments, Output and Assign. A field that is absent costs nothing: the payload's text passes as it is.</summary>
internal sealed record JsonataDataFlow(JsonataTemplate? Arguments, JsonataTemplate? Output, JsonataTemplate? Assign) : DataFlow
{
    public static JsonataDataFlow Read(ObjectReader fields, DataFields has) => new(
        has.HasFlag(DataFields.Parameters) ? JsonataTemplate.Read(fields, "Arguments") : null,
        has.HasFlag(DataFields.Output) ? JsonataTemplate.Read(fields, "Output") : null,
        has.HasFlag(DataFields.Assign) ? ReadAssign(fields) : null);

    /// <inheritdoc cref="VariableAssignment"/>
    public static JsonataTemplate? ReadAssign(ObjectReader fields)
    {
        if (fields.Has("Assign") && fields.Value("Assign") is not JsonObject)
        {
            fields.Problem("Assign", "Expected value of type Object");
            return null;
        }

        return JsonataTemplate.Read(fields, "Assign");
    }

    internal override Payload Input(StateContext context) => context.RawInput;

    internal override Payload EffectiveInput(StateContext context)
    {
        if (Arguments is null)
        {
            return context.RawInput;
        }

        var effective = Payload.FromValue(Arguments.Evaluate(context, default));
        context.Inspection?.AfterArguments = effective;
        return effective;
    }

    internal override StateData Complete(StateContext context, Payload result)
    {
        context.Inspection?.Result = result;
        return Evaluate(context, new QueryFacts(result, null), result);
    }

    internal override StateData PassThrough(StateContext context) => Evaluate(context, default, context.RawInput);

    /// <param name="otherwise">The output where the state has no Output field.</param>
    internal StateData Evaluate(StateContext context, in QueryFacts facts, Payload otherwise)
    {
        var assigned = (JsonObject?)Assign?.Evaluate(context, facts);
        return new StateData(Output is null ? otherwise : Payload.FromValue(Output.Evaluate(context, facts)), assigned);
    }
}
