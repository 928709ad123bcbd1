using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary>A part of an intrinsic expression: a literal, a path or a call.</summary>
internal abstract class IntrinsicNode
{
    /// <param name="expression">The whole expression as written.</param>
    public abstract JsonValue Evaluate(string expression, EvaluationScope scope, IRandomSource random);
}

/// <summary><c>'text'</c>, <c>1.5</c>, <c>true</c>, <c>null</c>.</summary>
internal sealed class LiteralNode(JsonValue value, FormatTemplate? template) : IntrinsicNode
{
    /// <summary>The text as a template, for <c>States.Format</c>, where an escaped brace differs from a plain one; null for other literals.</summary>
    public FormatTemplate? Template { get; } = template;

    public override JsonValue Evaluate(string expression, EvaluationScope scope, IRandomSource random) => value;
}

/// <summary><c>$.a</c>, <c>$$.Execution.Id</c>, <c>$name</c>.</summary>
internal sealed class PathNode(JsonPathExpression path) : IntrinsicNode
{
    public override JsonValue Evaluate(string expression, EvaluationScope scope, IRandomSource random)
    {
        var root = scope.RootOf(path);
        if (root is not null && path.Evaluate(root) is { } value)
        {
            return value;
        }

        throw new EvaluationException(ErrorNames.Runtime, $"The function '{expression}' had the following error: {Explain(root, scope)}");
    }

    private string Explain(JsonValue? root, EvaluationScope scope)
    {
        if (root is not null && path.ExplainMissing(root) is { } reason && reason.StartsWith("Filter: ", StringComparison.Ordinal))
        {
            return reason; // the service lets its library's words through for an index into what is no array
        }

        // The service names a path into the context object as one into the input, and quotes the input.
        var named = path.Root == PathRoot.Context ? path.Text[1..] : path.Text;
        return $"The JsonPath argument for the field '{named}' could not be found in the input '{scope.QuotedInput()}'";
    }
}

/// <summary><c>States.Array(1, 2)</c>.</summary>
internal sealed class CallNode(IntrinsicFunction function, IntrinsicNode[] arguments) : IntrinsicNode
{
    public override JsonValue Evaluate(string expression, EvaluationScope scope, IRandomSource random)
    {
        var values = new JsonValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Evaluate(expression, scope, random);
        }

        return function.Call(new IntrinsicArguments(expression, arguments, values, random));
    }
}
