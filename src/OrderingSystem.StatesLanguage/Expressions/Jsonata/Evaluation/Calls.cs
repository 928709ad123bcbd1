using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary><c>$f(a, b)</c>.</summary>
/// <param name="name">What errors call the function: its variable or, where <c>$</c> was forgotten, its field name.</param>
internal sealed class CallNode(int position, Node procedure, string? name, Node[] arguments) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var function = FindFunction(run, input, frame);
        return Apply(run, function, EvaluateArguments(run, input, frame), input, frame);
    }

    public override JsonValue? EvaluateTail(EvaluationRun run, JsonValue? input, Frame frame)
    {
        run.Enter(Position);
        var function = FindFunction(run, input, frame);
        run.Pending = new PendingCall(function, EvaluateArguments(run, input, frame), Position, name);
        run.Leave();
        return TailCall.Marker;
    }

    /// <summary>The call with one more argument in front: <c>value ~> $f(a)</c>.</summary>
    public JsonValue? ComputeWith(EvaluationRun run, JsonValue? first, JsonValue? input, Frame frame)
    {
        var function = FindFunction(run, input, frame);
        return Apply(run, function, [first, .. EvaluateArguments(run, input, frame)], input, frame);
    }

    private JsonValue? Apply(EvaluationRun run, JsonValue? function, JsonValue?[] values, JsonValue? input, Frame frame)
    {
        try
        {
            return run.Apply(function, values, input, frame);
        }
        catch (JsonataException error) when (error.Locate(Position, name))
        {
            throw;
        }
    }

    private JsonValue? FindFunction(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var function = procedure.Evaluate(run, input, frame);
        return function is null && procedure is PathNode && name is not null && run.Lookup(frame, name) is FunctionValue
            ? throw new JsonataException("T1005", Position, name)
            : function;
    }

    private JsonValue?[] EvaluateArguments(EvaluationRun run, JsonValue? input, Frame frame)
    {
        if (arguments.Length == 0)
        {
            return [];
        }

        var values = new JsonValue?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(run, input, frame);
        }

        return values;
    }
}

/// <summary><c>$f(a, ?)</c>.</summary>
/// <param name="arguments">Null where the source has a question mark.</param>
internal sealed class PartialNode(int position, Node procedure, string? name, Node?[] arguments) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var given = new JsonValue?[arguments.Length];
        var open = new bool[arguments.Length];
        for (var i = 0; i < given.Length; i++)
        {
            open[i] = arguments[i] is null;
            given[i] = arguments[i]?.Evaluate(run, input, frame);
        }

        return procedure.Evaluate(run, input, frame) switch
        {
            FunctionValue function => new PartialValue(function, given, open),
            null when procedure is PathNode && name is not null && run.Lookup(frame, name) is FunctionValue => throw new JsonataException("T1007", Position, name),
            _ => throw new JsonataException("T1008", Position, name),
        };
    }
}

/// <summary><c>function($a) { … }</c>.</summary>
internal sealed class LambdaNode(int position, string[] parameters, Signature? signature, Node body) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame) => new LambdaValue(parameters, signature, body, input, frame);
}

/// <summary><c>value ~> $f</c>, <c>value ~> $f(a)</c>, <c>$f ~> $g</c>.</summary>
internal sealed class ApplyNode(int position, Node left, Node right, bool keepsArray) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var value = left.Evaluate(run, input, frame);
        var result = right is CallNode call ? call.ComputeWith(run, value, input, frame) : ApplyFunction(run, value, input, frame);
        if (keepsArray && result is ListValue { IsSequence: true } sequence)
        {
            sequence.KeepsSingleton = true;
        }

        return result;
    }

    private JsonValue? ApplyFunction(EvaluationRun run, JsonValue? value, JsonValue? input, Frame frame)
    {
        var target = right.Evaluate(run, input, frame);
        return target is not FunctionValue function
            ? throw new JsonataException("T2006", Position, "~>", target)
            : value is FunctionValue first ? new ComposedValue(first, function) : run.Apply(function, [value], JsonValue.Null, frame);
    }
}

/// <summary>An expression followed by predicates, a group or <c>[]</c>, where it is not a step of a path.</summary>
internal sealed class DecoratedNode(Node inner, Filter[] predicates, Grouping? grouping, bool keepsArray) : Node(inner.Position)
{
    public Node Inner => inner;

    /// <summary>A call without predicates is one in tail position whatever else follows it, and that is lost: so the reference has it.</summary>
    public override JsonValue? EvaluateTail(EvaluationRun run, JsonValue? input, Frame frame) =>
        inner is CallNode && predicates.Length == 0 ? inner.EvaluateTail(run, input, frame) : Evaluate(run, input, frame);

    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var result = inner.Compute(run, input, frame);
        foreach (var predicate in predicates)
        {
            result = predicate.Apply(run, result, frame);
        }

        if (grouping is not null)
        {
            result = grouping.Apply(run, result, frame);
        }

        if (keepsArray && result is ListValue { IsSequence: true, KeepsSingleton: false, Count: <= 1 } sequence)
        {
            sequence.KeepsSingleton = true;
        }

        return result;
    }
}
