using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>A function as a value of the language.</summary>
internal abstract class FunctionValue : JsonValue
{
    public override JsonValueKind Kind => JsonValueKind.Undefined;

    /// <summary>Parameters it declares; callers pass no more than it asks for.</summary>
    public abstract int Arity { get; }

    public virtual Signature? Signature => null;

    /// <param name="arguments">Already checked against the signature.</param>
    public abstract JsonValue? Invoke(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame);

    public override void WriteTo(IBufferWriter<byte> output) => output.Write("\"\""u8);

    public override bool Equals(JsonValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>A lambda with the scope and the context it was written in.</summary>
internal sealed class LambdaValue(string[] parameters, Signature? signature, Node body, JsonValue? input, Frame scope) : FunctionValue
{
    public override int Arity => parameters.Length;

    public override Signature? Signature => signature;

    public override JsonValue? Invoke(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame)
    {
        var values = arguments;
        if (values.Length != parameters.Length)
        {
            values = new JsonValue?[parameters.Length];
            arguments.AsSpan(0, Math.Min(arguments.Length, values.Length)).CopyTo(values);
        }

        return body.EvaluateTail(run, input, new Frame(scope, parameters, values, parameters.Length));
    }
}

/// <summary>A function some of whose arguments are given already.</summary>
/// <param name="given">One per parameter, or fewer; where <paramref name="open"/> holds, the caller's arguments go in order.</param>
internal sealed class PartialValue(FunctionValue function, JsonValue?[] given, bool[] open) : FunctionValue
{
    private readonly int _arity = open.Count(isOpen => isOpen);

    public override int Arity => _arity;

    public override JsonValue? Invoke(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame)
    {
        var all = (JsonValue?[])given.Clone();
        var next = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (open[i])
            {
                all[i] = next < arguments.Length ? arguments[next] : null;
                next++;
            }
        }

        return run.Apply(function, all, context, frame);
    }
}

/// <summary>Two functions, one after the other: <c>$f ~> $g</c>.</summary>
internal sealed class ComposedValue(FunctionValue first, FunctionValue second) : FunctionValue
{
    public override int Arity => 1;

    public override JsonValue? Invoke(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame) =>
        run.Apply(second, [run.Apply(first, [arguments.Length > 0 ? arguments[0] : null], context, frame)], context, frame);
}
