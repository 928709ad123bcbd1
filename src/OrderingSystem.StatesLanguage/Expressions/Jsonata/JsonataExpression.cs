using System.Diagnostics.CodeAnalysis;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata;

/// <summary>A JSONata expression, compiled once and evaluated many times, by several threads if need be.</summary>
/// <remarks>JSONata 2.x, as documented on docs.jsonata.org and as its reference implementation behaves.</remarks>
public sealed class JsonataExpression
{
    private readonly Node _root;

    private JsonataExpression(string text, Node root)
    {
        Text = text;
        _root = root;
    }

    /// <summary>The source, without Step Functions' <c>{% %}</c>.</summary>
    public string Text { get; }

    /// <exception cref="JsonataException">The text is not an expression; codes <c>S…</c>.</exception>
    public static JsonataExpression Compile(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new JsonataExpression(text, CompileNode(text));
    }

    public static bool TryCompile(string text, [NotNullWhen(true)] out JsonataExpression? expression, [NotNullWhen(false)] out JsonataException? error)
    {
        try
        {
            expression = Compile(text);
            error = null;
            return true;
        }
        catch (JsonataException invalid)
        {
            expression = null;
            error = invalid;
            return false;
        }
    }

    /// <param name="input">What <c>$</c> and <c>$$</c> mean; null for nothing.</param>
    /// <returns>The result, or null where it is undefined. A function as result is undefined; inside an object or array it is an empty string.</returns>
    /// <exception cref="JsonataException">The evaluation failed; codes <c>T…</c>, <c>D…</c> and <c>U…</c>.</exception>
    public JsonValue? Evaluate(JsonValue? input, JsonataBindings bindings, JsonataOptions options)
    {
        ArgumentNullException.ThrowIfNull(bindings);
        ArgumentNullException.ThrowIfNull(options);
        var run = new EvaluationRun(input, bindings, options);
        var context = input is JsonArray ? ListValue.OuterWrapper(input) : input;
        var result = _root.Evaluate(run, context, run.Root);
        return ResultConverter.ToJson(run, result);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal static Node CompileNode(string text) => NodeCompiler.Compile(SyntaxResolver.Resolve(Parser.Parse(text)));
}
