using OrderingSystem.Engine.MapRuns;

namespace OrderingSystem.Engine.Api;

/// <param name="StateMachineArn">Of the children: the state machine's ARN with the Map state's label.</param>
public sealed record MapRunListItem(string ExecutionArn, string MapRunArn, string StateMachineArn, DateTimeOffset StartDate, DateTimeOffset? StopDate);

/// <param name="Items">Null until the items are read.</param>
/// <param name="Executions">Null until the items are read.</param>
public sealed record MapRunDescription(
    string MapRunArn,
    string ExecutionArn,
    MapRunStatus Status,
    DateTimeOffset StartDate,
    DateTimeOffset? StopDate,
    int MaxConcurrency,
    long ToleratedFailureCount,
    double ToleratedFailurePercentage,
    MapRunTally? Items,
    MapRunTally? Executions,
    int RedriveCount,
    DateTimeOffset? RedriveDate);

/// <summary>Null leaves a bound as it is.</summary>
public sealed record UpdateMapRunRequest(string MapRunArn, int? MaxConcurrency, long? ToleratedFailureCount, double? ToleratedFailurePercentage);
