using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

internal delegate JsonValue? NativeBody(in Call call);

/// <summary>One call of a library function. The arguments fit its signature: what is declared a text is one, or undefined.</summary>
internal readonly struct Call(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame)
{
    public EvaluationRun Run { get; } = run;

    public JsonValue? Context { get; } = context;

    public Frame Frame { get; } = frame;

    public JsonValue?[] Arguments => arguments;

    public JsonValue? this[int index] => index < arguments.Length ? arguments[index] : null;

    public string? Text(int index) => (this[index] as JsonString)?.Value;

    public double? Number(int index) => this[index] is JsonNumber number ? number.Double : null;

    public FunctionValue? Function(int index) => this[index] as FunctionValue;

    /// <summary>The items of an array argument; a value that is none counts as a list of one.</summary>
    public ReadOnlySpan<JsonValue?> Items(int index)
    {
        if (Values.TryItems(this[index], out var items))
        {
            Run.Charge(items.Length);
            return items;
        }

        return this[index] is null ? [] : new ReadOnlySpan<JsonValue?>(in arguments[index]);
    }

    /// <summary>Calls a function argument with as many of the three arguments as it declares, the first in any case.</summary>
    public JsonValue? Invoke(FunctionValue function, JsonValue? first, JsonValue? second, JsonValue? third)
    {
        Run.Charge(1);
        return Run.Call(function, function.Arity switch
        {
            >= 3 => [first, second, third],
            2 => [first, second],
            _ => [first],
        }, Frame);
    }
}

/// <summary>A function of the library.</summary>
/// <param name="arity">How many arguments it wants where it is itself an argument, of <c>$map</c> for example.</param>
internal sealed class NativeFunction(string name, string signature, int arity, NativeBody body) : FunctionValue
{
    public string Name { get; } = name;

    public override int Arity { get; } = arity;

    public override Signature Signature { get; } = Signature.Parse(signature);

    public override JsonValue? Invoke(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame) =>
        body(new Call(run, arguments, context, frame));
}
