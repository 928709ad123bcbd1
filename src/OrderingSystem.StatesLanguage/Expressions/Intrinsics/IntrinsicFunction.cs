using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary>One of the functions that payload templates may call: <c>States.Format('{}', $.name)</c>.</summary>
/// <param name="name">With its prefix: <c>States.Format</c>.</param>
/// <param name="fewest">Fewest arguments; fewer are a problem of the definition.</param>
/// <param name="most">Most arguments; <see cref="int.MaxValue"/> for any number.</param>
internal abstract class IntrinsicFunction(string name, int fewest, int most)
{
    public string Name { get; } = name;

    public int Fewest { get; } = fewest;

    public int Most { get; } = most;

    /// <exception cref="EvaluationException"><c>States.IntrinsicFailure</c>: an argument has the wrong type or value.</exception>
    public abstract JsonValue Call(IntrinsicArguments arguments);
}
