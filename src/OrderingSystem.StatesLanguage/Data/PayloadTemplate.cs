using System.Diagnostics.CodeAnalysis;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.Intrinsics;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>
/// A compiled <c>Parameters</c>, <c>ResultSelector</c>, <c>ItemSelector</c> or <c>Assign</c>: JSON in which a field whose name ends in
/// <c>.$</c> is replaced by the value of its path or intrinsic call. What does not change is shared between evaluations, not copied.
/// </summary>
/// <remarks>States Language, "Payload Template".</remarks>
public sealed class PayloadTemplate
{
    private const string DynamicSuffix = ".$";

    /// <summary>Up to so many fields the result is at most as many payloads large, which is checked where payloads are.</summary>
    private const int UncheckedDynamicFields = 16;

    private readonly Node _root;
    private readonly bool _checksSize;

    private PayloadTemplate(Node root)
    {
        _root = root;
        _checksSize = root.DynamicFields > UncheckedDynamicFields;
    }

    /// <summary>True where evaluation always gives the template itself.</summary>
    public bool IsStatic => _root is StaticNode;

    /// <param name="location">JSON pointer of the field: <c>/States/BookShipment/Parameters</c>.</param>
    /// <param name="problems">Gains every problem of the template; the location is that of the object that holds the field, as the service reports it.</param>
    /// <returns>False where there was a problem.</returns>
    public static bool TryCompile(
        JsonValue template,
        string location,
        List<(string Location, string Problem)> problems,
        [NotNullWhen(true)] out PayloadTemplate? compiled)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var before = problems.Count;
        var root = Compile(template, location, problems);
        compiled = problems.Count == before ? new PayloadTemplate(root) : null;
        return compiled is not null;
    }

    /// <exception cref="EvaluationException">
    /// <c>States.Runtime</c> where a path leads nowhere, <c>States.IntrinsicFailure</c> where a function refuses its arguments,
    /// <c>States.DataLimitExceeded</c> where the result is too large to be written at all.
    /// </exception>
    public JsonValue Evaluate(EvaluationScope scope, IRandomSource random)
    {
        var value = _root.Evaluate(scope, random);
        return _checksSize && ResultSize.IsTooLarge(value)
            ? throw new EvaluationException(ErrorNames.DataLimitExceeded, "The payload template's result exceeds the maximum number of bytes service limit.")
            : value;
    }

    private static Node Compile(JsonValue template, string location, List<(string Location, string Problem)> problems)
    {
        switch (template)
        {
            case JsonObject members:
                var fields = new (string Name, Node Value)[members.Count];
                for (var i = 0; i < fields.Length; i++)
                {
                    var (name, value) = members[i];
                    fields[i] = name.EndsWith(DynamicSuffix, StringComparison.Ordinal)
                        ? (name[..^DynamicSuffix.Length], CompileDynamic(name, value, location, problems))
                        : (name, Compile(value, $"{location}/{Escape(name)}", problems));
                }

                return Array.TrueForAll(fields, field => field.Value is StaticNode) ? new StaticNode(members) : new ObjectNode(fields);
            case JsonArray items:
                var nodes = new Node[items.Count];
                for (var i = 0; i < nodes.Length; i++)
                {
                    nodes[i] = Compile(items[i], $"{location}[{i}]", problems);
                }

                return Array.TrueForAll(nodes, node => node is StaticNode) ? new StaticNode(items) : new ArrayNode(nodes);
            default:
                return new StaticNode(template);
        }
    }

    private static Node CompileDynamic(string field, JsonValue value, string location, List<(string Location, string Problem)> problems)
    {
        if (value is not JsonString { Value: var text })
        {
            problems.Add((location, $"The value for the field '{field}' must be a STRING that contains a JSONPath but was an {KindName(value)}"));
            return new StaticNode(value);
        }

        if (text.StartsWith('$'))
        {
            if (JsonPathExpression.TryParse(text, out var path, out _))
            {
                return new PathFieldNode(field, path);
            }
        }
        else if (IntrinsicExpression.TryParse(text, out var call, out _))
        {
            return new CallFieldNode(call);
        }

        problems.Add((location, $"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call"));
        return new StaticNode(value);
    }

    private static string KindName(JsonValue value) => value switch
    {
        JsonObject => "OBJECT",
        JsonArray => "ARRAY",
        JsonNumber { IsInteger: true } => "INTEGER",
        JsonNumber => "NUMBER",
        JsonBoolean => "BOOLEAN",
        _ => "NULL",
    };

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private abstract class Node
    {
        /// <summary>How many fields below (and here) are computed.</summary>
        public virtual int DynamicFields => 1;

        public abstract JsonValue Evaluate(EvaluationScope scope, IRandomSource random);
    }

    private sealed class StaticNode(JsonValue value) : Node
    {
        public override int DynamicFields => 0;

        public override JsonValue Evaluate(EvaluationScope scope, IRandomSource random) => value;
    }

    private sealed class PathFieldNode(string field, JsonPathExpression path) : Node
    {
        public override JsonValue Evaluate(EvaluationScope scope, IRandomSource random) => scope.ResolveTemplateField(path, field);
    }

    private sealed class CallFieldNode(IntrinsicExpression call) : Node
    {
        public override JsonValue Evaluate(EvaluationScope scope, IRandomSource random) => call.Evaluate(scope, random);
    }

    private sealed class ObjectNode((string Name, Node Value)[] fields) : Node
    {
        public override int DynamicFields { get; } = fields.Sum(field => field.Value.DynamicFields);

        public override JsonValue Evaluate(EvaluationScope scope, IRandomSource random)
        {
            var members = new JsonObject.Builder(fields.Length);
            foreach (var (name, value) in fields)
            {
                members.Set(name, value.Evaluate(scope, random));
            }

            return members.ToObject();
        }
    }

    private sealed class ArrayNode(Node[] items) : Node
    {
        public override int DynamicFields { get; } = items.Sum(item => item.DynamicFields);

        public override JsonValue Evaluate(EvaluationScope scope, IRandomSource random)
        {
            var values = new JsonValue[items.Length];
            for (var i = 0; i < items.Length; i++)
            {
                values[i] = items[i].Evaluate(scope, random);
            }

            return new JsonArray(values);
        }
    }
}
