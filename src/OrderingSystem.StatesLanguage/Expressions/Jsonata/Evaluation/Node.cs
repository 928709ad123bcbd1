using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>One part of a compiled expression. It holds nothing of an evaluation, so that one expression serves many threads.</summary>
/// <param name="position">Where it starts in the source, counted in characters from 0.</param>
internal abstract class Node(int position)
{
    public int Position { get; } = position;

    /// <summary>The value with its sequences as they are: with one item, or none.</summary>
    public abstract JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame);

    /// <summary>The value as another part of the expression sees it.</summary>
    public virtual JsonValue? Evaluate(EvaluationRun run, JsonValue? input, Frame frame)
    {
        run.Enter(Position);
        var result = Compute(run, input, frame);
        run.Leave();
        return result is ListValue { IsSequence: true } sequence ? sequence.Collapse() : result;
    }

    /// <summary>The value where it is a lambda's result; a call answers <see cref="TailCall.Marker"/> instead of being made.</summary>
    public virtual JsonValue? EvaluateTail(EvaluationRun run, JsonValue? input, Frame frame) => Evaluate(run, input, frame);
}

/// <summary>A part that costs nothing to evaluate: it counts towards no budget.</summary>
internal abstract class LeafNode(int position) : Node(position)
{
    public override JsonValue? Evaluate(EvaluationRun run, JsonValue? input, Frame frame) =>
        Compute(run, input, frame) is var result && result is ListValue { IsSequence: true } sequence ? sequence.Collapse() : result;
}
