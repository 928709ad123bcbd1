using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>InputPath, Parameters, ResultSelector, ResultPath, Assign and OutputPath. A field that is absent costs nothing: the payload's text passes as it is.</summary>
/// <param name="InputPath">Null for the whole input.</param>
/// <param name="InputPathIsNull">An explicit JSON null: the input is <c>{}</c>.</param>
/// <param name="ResultPath">Null, an explicit JSON null, drops the result.</param>
internal sealed record JsonPathDataFlow(
    JsonPathExpression? InputPath,
    bool InputPathIsNull,
    PayloadTemplate? Parameters,
    PayloadTemplate? ResultSelector,
    ReferencePath? ResultPath,
    VariableAssignment? Assign,
    JsonPathExpression? OutputPath,
    bool OutputPathIsNull) : DataFlow
{
    public static JsonPathDataFlow Read(ObjectReader fields, DataFields has)
    {
        bool inputIsNull = false, outputIsNull = false;
        var input = has.HasFlag(DataFields.Input) ? fields.Path("InputPath", out inputIsNull) : null;
        var output = has.HasFlag(DataFields.Output) ? fields.Path("OutputPath", out outputIsNull) : null;
        var resultPath = has.HasFlag(DataFields.Result) && fields.Has("ResultPath") ? fields.ReferencePath("ResultPath", out _) : ReferencePath.WholeInput;
        return new JsonPathDataFlow(input, inputIsNull,
            has.HasFlag(DataFields.Parameters) ? fields.Template("Parameters") : null,
            has.HasFlag(DataFields.Selector) ? fields.Template("ResultSelector") : null,
            resultPath,
            has.HasFlag(DataFields.Assign) ? VariableAssignment.Read(fields) : null,
            output, outputIsNull);
    }

    /// <summary>ResultPath: puts a result into the raw input.</summary>
    public static Payload Place(ReferencePath? resultPath, Payload rawInput, Payload result) =>
        resultPath is null ? rawInput
        : resultPath.IsRoot ? result
        : Payload.FromValue(resultPath.Apply(rawInput.Value, result.Value));

    internal override Payload Input(StateContext context)
    {
        var input = Select(context, InputPath, InputPathIsNull, context.RawInput);
        context.Inspection?.AfterInputPath = input;
        return input;
    }

    internal override Payload EffectiveInput(StateContext context)
    {
        var input = Input(context);
        var effective = Parameters is null ? input : Payload.FromValue(context.Evaluate(Parameters, input.Value));
        context.Inspection?.AfterParameters = effective;
        return effective;
    }

    internal override StateData Complete(StateContext context, Payload result)
    {
        context.Inspection?.Result = result;
        var selected = ResultSelector is null ? result : Payload.FromValue(context.Evaluate(ResultSelector, result.Value));
        context.Inspection?.AfterResultSelector = selected;
        var assigned = Assign?.Evaluate(context, selected);
        var placed = Place(ResultPath, context.RawInput, selected);
        context.Inspection?.AfterResultPath = placed;
        return new StateData(Select(context, OutputPath, OutputPathIsNull, placed), assigned);
    }

    internal override StateData PassThrough(StateContext context)
    {
        var input = Input(context);
        return new StateData(Select(context, OutputPath, OutputPathIsNull, input), Assign?.Evaluate(context, input));
    }

    private static Payload Select(StateContext context, JsonPathExpression? path, bool isNull, Payload payload) =>
        isNull ? Payload.EmptyObject
        : path is null or { IsRoot: true, Root: PathRoot.Input } ? payload
        : Payload.FromValue(context.Scope(payload.Value).ResolveRequired(path));
}
