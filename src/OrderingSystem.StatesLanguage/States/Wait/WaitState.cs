using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Wait;

/// <summary>Pauses the execution: <c>{ "Type": "Wait", "Seconds": 30, "Next": "CheckShipment" }</c>.</summary>
/// <remarks>States Language, "Wait State".</remarks>
internal sealed record WaitState : State
{
    /// <summary>Null where the state waits for a point in time.</summary>
    internal required SecondsField? Seconds { get; init; }

    internal required DateTimeOffset? Timestamp { get; init; }

    internal required JsonPathExpression? TimestampPath { get; init; }

    internal required JsonataTemplate? TimestampQuery { get; init; }

    internal override HistoryEventType EnteredEvent => HistoryEventType.WaitStateEntered;

    internal override HistoryEventType? ExitedEvent => HistoryEventType.WaitStateExited;

    internal override HistoryEventType? AbortedEvent => HistoryEventType.WaitStateAborted;

    internal override StateOutcome Enter(StateContext context)
    {
        var until = Until(context, Data.Input(context));
        if (until <= context.Now)
        {
            return new Exit(Data.PassThrough(context), Next);
        }

        context.WaitFor(new WaitingForTime(until));
        return Stay.Instance;
    }

    internal override StateOutcome Resume(StateContext context, Resumption resumption) => new Exit(Data.PassThrough(context), Next);

    private DateTimeOffset Until(StateContext context, Payload input)
    {
        if (Seconds is not null)
        {
            return context.Now.AddSeconds(Seconds.Evaluate(context, input));
        }

        if (Timestamp is { } fixedTime)
        {
            return fixedTime;
        }

        if (TimestampQuery is not null)
        {
            var text = TimestampQuery.Evaluate<JsonString>(context, "Timestamp", "string").Value;
            return Rfc3339.TryParse(text, out var computed)
                ? computed
                : throw new EvaluationException(ErrorNames.QueryEvaluationError, $"The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}")
                {
                    Location = "Timestamp",
                };
        }

        var found = context.Scope(input.Value).ResolveRequired(TimestampPath!);
        return found is JsonString { Value: var written } && Rfc3339.TryParse(written, out var time)
            ? time
            : throw new EvaluationException(ErrorNames.Runtime,
                $"The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {TimestampPath!.Text} == {JavaText.Of(found)}");
    }
}
