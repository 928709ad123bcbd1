using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Fail;

/// <summary>Ends its machine, branch or iteration with an error: <c>{ "Type": "Fail", "Error": "OrderRejected", "CausePath": "$.reason" }</c>.</summary>
/// <remarks>States Language, "Fail State".</remarks>
internal sealed record FailState : State
{
    internal required TextField? Error { get; init; }

    internal required TextField? Cause { get; init; }

    internal override HistoryEventType EnteredEvent => HistoryEventType.FailStateEntered;

    internal override HistoryEventType? ExitedEvent => null;

    internal override StateOutcome Enter(StateContext context)
    {
        var input = Data.Input(context);
        return new Failure(new StatesError(Error?.Evaluate(context, input), Cause?.Evaluate(context, input)));
    }
}

/// <summary>A text, written in the definition or computed from the input.</summary>
/// <param name="Constant">Null where <paramref name="Computed"/> is set.</param>
internal sealed record TextField(string Name, string? Constant, Data.TextExpression? Computed)
{
    public string Evaluate(StateContext context, Payload input)
    {
        if (Computed is null)
        {
            return Constant!;
        }

        return Computed.Evaluate(context, input.Value) is JsonString { Value: var text }
            ? text
            : throw new EvaluationException(ErrorNames.Runtime, $"The {Name} field must be a string: {Computed.Text}");
    }
}
