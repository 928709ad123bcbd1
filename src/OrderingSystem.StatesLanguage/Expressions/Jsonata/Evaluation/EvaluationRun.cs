using System.Runtime.CompilerServices;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>One evaluation of one expression: its input, its variables, and what is left of its budgets.</summary>
internal sealed class EvaluationRun(JsonValue? input, JsonataBindings bindings, JsonataOptions options)
{
    private readonly int _maxDepth = options.MaxDepth;
    private long _stepsLeft = options.MaxSteps;
    private int _depth;

    public JsonValue? Input { get; } = input;

    public JsonataBindings Bindings { get; } = bindings;

    public JsonataOptions Options { get; } = options;

    public FunctionLibrary Library { get; } = FunctionLibrary.For(options.Dialect);

    public Frame Root { get; } = new(parent: null);

    /// <summary>The call that a lambda's body ended in; set together with the answer <see cref="TailCall.Marker"/>.</summary>
    public PendingCall Pending { get; set; }

    /// <summary>True once a list or function of the evaluation was stored inside an object: only then need results be searched for them.</summary>
    public bool StoredInternals { get; private set; }

    /// <summary>Enters one part of the expression.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(int position)
    {
        var depth = ++_depth;
        if (--_stepsLeft < 0 || depth > _maxDepth || ((depth & 7) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            Refuse(position);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Pays for work that no part of the expression is entered for, such as handling the items of a list.</summary>
    public void Charge(long steps)
    {
        _stepsLeft -= steps;
        if (_stepsLeft < 0)
        {
            Refuse(position: -1);
        }
    }

    /// <summary>Pays for a text or list of this length, before it is built.</summary>
    public void ChargeLength(long length)
    {
        if (length > Options.MaxLength)
        {
            throw new JsonataException("U1002");
        }

        Charge(length >> 4);
    }

    /// <summary>Notes what goes into an object: lists, functions and infinities must be looked for in the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonValue Store(JsonValue value)
    {
        if (value is not (JsonString or JsonObject or JsonBoolean or JsonNull or JsonArray) && !(value is JsonNumber number && double.IsFinite(number.Double)))
        {
            StoredInternals = true;
        }

        return value;
    }

    /// <summary>A variable's value; a function of the library where nothing else has the name.</summary>
    public JsonValue? Lookup(Frame frame, string name)
    {
        if (frame.TryGet(name, out var local))
        {
            return local;
        }

        return Bindings.TryGet(name, out var bound) ? bound : Library.Find(name);
    }

    /// <summary>Calls a function value as library functions do: with no context of its own.</summary>
    public JsonValue? Call(FunctionValue function, JsonValue?[] arguments, Frame frame) => Apply(function, arguments, JsonValue.Null, frame);

    /// <summary>Calls a function, and then each function that the body of a lambda ends in, without growing the stack.</summary>
    /// <param name="context">What stands in for an argument that the signature takes from the context.</param>
    public JsonValue? Apply(JsonValue? function, JsonValue?[] arguments, JsonValue? context, Frame frame)
    {
        var result = ApplyOnce(function, arguments, context, frame);
        while (ReferenceEquals(result, TailCall.Marker))
        {
            var next = Pending;
            Pending = default;
            Charge(1);
            try
            {
                result = ApplyOnce(next.Function, next.Arguments, context, frame);
            }
            catch (JsonataException error) when (error.Locate(next.Position, next.Name))
            {
                throw;
            }
        }

        return result;
    }

    private JsonValue? ApplyOnce(JsonValue? function, JsonValue?[] arguments, JsonValue? context, Frame frame) =>
        function is FunctionValue callable
            ? callable.Invoke(this, callable.Signature is null ? arguments : callable.Signature.Validate(arguments, context), context, frame)
            : throw new JsonataException("T1006");

    private void Refuse(int position) => throw (_stepsLeft < 0
        ? new JsonataException("D1012", position, value: JsonNumber.Of(Options.MaxSteps))
        : new JsonataException("D1011", position));
}

/// <summary>A call in tail position, waiting to be made by <see cref="EvaluationRun.Apply"/>.</summary>
internal readonly record struct PendingCall(JsonValue? Function, JsonValue?[] Arguments, int Position, string? Name);
