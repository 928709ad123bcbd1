using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary><c>$eval</c>, which Step Functions does not have.</summary>
internal static class EvalFunction
{
    public static NativeFunction Function { get; } = new("eval", "<sx?:x>", 2, Eval);

    private static JsonValue? Eval(in Call call)
    {
        if (call.Text(0) is not { } text)
        {
            return null;
        }

        var input = call[1] ?? call.Context;
        if (input is JsonArray or ListValue { IsSequence: false })
        {
            input = ListValue.OuterWrapper(input);
        }

        Node expression;
        try
        {
            expression = JsonataExpression.CompileNode(text);
        }
        catch (JsonataException invalid)
        {
            throw new JsonataException("D3120", text: invalid.Message);
        }

        try
        {
            return expression.Evaluate(call.Run, input, call.Frame);
        }
        catch (JsonataException failed)
        {
            throw new JsonataException("D3121", text: failed.Message);
        }
    }
}
