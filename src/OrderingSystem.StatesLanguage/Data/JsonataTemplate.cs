using System.Globalization;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.Jsonata;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>
/// A compiled field of a JSONata state: JSON in which every string <c>{% … %}</c>, however deep, is replaced by what the expression gives. What does not
/// change is shared between evaluations, not copied.
/// </summary>
/// <remarks>States Language, "JSONata"; Step Functions Developer Guide, "Transforming data with JSONata".</remarks>
internal sealed class JsonataTemplate
{
    private readonly Node _root;

    private JsonataTemplate(Node root) => _root = root;

    /// <summary>The expression where the whole field is one; null elsewhere.</summary>
    public string? ExpressionText => (_root as ExpressionNode)?.Text;

    public static bool IsExpression(JsonValue? value) => value is JsonString { Value: var text } && IsExpression(text);

    public static JsonataTemplate? Read(ObjectReader fields, string field)
    {
        if (fields.Value(field) is not { } value)
        {
            return null;
        }

        var valid = true;
        var root = Compile(value, field, (location, problem) =>
        {
            valid = false;
            fields.Problem(field, $"The JSONata expression at '{location}' is not valid: {problem}");
        });
        return valid ? new JsonataTemplate(root) : null;
    }

    /// <param name="facts">What <c>$states</c> holds beside the input and the context object.</param>
    /// <exception cref="EvaluationException"><c>States.QueryEvaluationError</c>, its location the field's name and the way down in it.</exception>
    public JsonValue Evaluate(StateContext context, in QueryFacts facts) => _root.Evaluate(context, facts);

    /// <summary>As <see cref="Evaluate"/>, where the field wants one type.</summary>
    /// <param name="expected">The type's name in JSONata: <c>array</c>.</param>
    public T Evaluate<T>(StateContext context, string field, string expected)
        where T : JsonValue
    {
        var value = Evaluate(context, default);
        return value as T ?? throw Unexpected(field, expected, value);
    }

    public EvaluationException Unexpected(string field, string expected, JsonValue value) => new(ErrorNames.QueryEvaluationError,
        $"The JSONata expression '{ExpressionText}' specified for the field '{field}' returned an unexpected result type. "
        + $"Expected '{expected}', but was '{TypeName(value)}' for value: {value}")
    {
        Location = field,
    };

    private static bool IsExpression(string text) =>
        text.Length >= 4 && text.StartsWith("{%", StringComparison.Ordinal) && text.EndsWith("%}", StringComparison.Ordinal);

    private static string TypeName(JsonValue value) => value switch
    {
        JsonArray => "array",
        JsonObject => "object",
        JsonString => "string",
        JsonNumber => "number",
        JsonBoolean => "boolean",
        _ => "null",
    };

    private static Node Compile(JsonValue value, string location, Action<string, string> problem)
    {
        switch (value)
        {
            case JsonString { Value: var text } when IsExpression(text):
                if (JsonataExpression.TryCompile(text[2..^2].Trim(), out var expression, out var error))
                {
                    return new ExpressionNode(expression, location);
                }

                problem(location, error.Message);
                return new ConstantNode(value);
            case JsonObject members:
                var fields = new (string Name, Node Value)[members.Count];
                for (var i = 0; i < fields.Length; i++)
                {
                    fields[i] = (members[i].Key, Compile(members[i].Value, $"{location}/{members[i].Key}", problem));
                }

                return Array.TrueForAll(fields, field => field.Value is ConstantNode) ? new ConstantNode(members) : new ObjectNode(fields);
            case JsonArray items:
                var nodes = new Node[items.Count];
                for (var i = 0; i < nodes.Length; i++)
                {
                    nodes[i] = Compile(items[i], string.Create(CultureInfo.InvariantCulture, $"{location}[{i}]"), problem);
                }

                return Array.TrueForAll(nodes, node => node is ConstantNode) ? new ConstantNode(items) : new ArrayNode(nodes);
            default:
                return new ConstantNode(value);
        }
    }

    private abstract class Node
    {
        public abstract JsonValue Evaluate(StateContext context, in QueryFacts facts);
    }

    private sealed class ConstantNode(JsonValue value) : Node
    {
        public override JsonValue Evaluate(StateContext context, in QueryFacts facts) => value;
    }

    private sealed class ExpressionNode(JsonataExpression expression, string location) : Node
    {
        private readonly StatesMembers _members = StatesMembersReader.Of(expression.Text);

        public string Text => expression.Text;

        public override JsonValue Evaluate(StateContext context, in QueryFacts facts)
        {
            try
            {
                return expression.Evaluate(null, context.QueryBindings(_members, facts), context.QueryOptions) ?? throw Failed("returned nothing (undefined).");
            }
            catch (JsonataException failure)
            {
                throw Failed($"threw an error during evaluation. {failure.Code}: {failure.Message}");
            }
        }

        private EvaluationException Failed(string outcome) =>
            new(ErrorNames.QueryEvaluationError, $"The JSONata expression '{Text}' specified for the field '{location}' {outcome}") { Location = location };
    }

    private sealed class ObjectNode((string Name, Node Value)[] fields) : Node
    {
        public override JsonValue Evaluate(StateContext context, in QueryFacts facts)
        {
            var members = new JsonObject.Builder(fields.Length);
            foreach (var (name, value) in fields)
            {
                members.Set(name, value.Evaluate(context, facts));
            }

            return members.ToObject();
        }
    }

    private sealed class ArrayNode(Node[] items) : Node
    {
        public override JsonValue Evaluate(StateContext context, in QueryFacts facts)
        {
            var values = new JsonValue[items.Length];
            for (var i = 0; i < items.Length; i++)
            {
                values[i] = items[i].Evaluate(context, facts);
            }

            return new JsonArray(values);
        }
    }
}
