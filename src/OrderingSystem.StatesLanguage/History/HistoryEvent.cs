namespace OrderingSystem.StatesLanguage.History;

/// <summary>One event of an execution's history.</summary>
/// <param name="Id">Counts from 1 without gaps.</param>
/// <param name="PreviousEventId">The event that led to this one, by branch rather than by order; 0 for the first two.</param>
/// <param name="Details">Null for the types that have none, such as <c>LambdaFunctionStarted</c>.</param>
public sealed record HistoryEvent(long Id, long PreviousEventId, DateTimeOffset Timestamp, HistoryEventType Type, HistoryEventDetails? Details);
