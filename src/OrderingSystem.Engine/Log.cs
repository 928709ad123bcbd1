using Microsoft.Extensions.Logging;

namespace OrderingSystem.Engine;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error, "Execution {ExecutionId} could not be moved on from event {LastEventId}; it is tried again")]
    public static partial void AdvanceFailed(this ILogger logger, Exception exception, long executionId, long lastEventId);

    [LoggerMessage(2002, LogLevel.Error, "Moving execution {ExecutionArn} on keeps failing: it is ended as States.Runtime and can be redriven")]
    public static partial void ExecutionBroken(this ILogger logger, string executionArn);

    [LoggerMessage(2005, LogLevel.Warning, "Execution {ExecutionId} was committed from elsewhere; it is read again, and what came in is applied to that")]
    public static partial void Conflicted(this ILogger logger, Exception exception, long executionId);

    [LoggerMessage(2006, LogLevel.Critical, "The executions that had calls in flight cannot be read; the engine stands still")]
    public static partial void RecoveryFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2003, LogLevel.Error, "Execution {ExecutionId} cannot go on; it stays as it is stored until the engine starts again")]
    public static partial void ExecutionStuck(this ILogger logger, Exception exception, long executionId);

    [LoggerMessage(2004, LogLevel.Critical, "The store takes no more writes; the engine stands still")]
    public static partial void StoreFaulted(this ILogger logger, Exception exception);

    [LoggerMessage(2101, LogLevel.Error, "The integration of {Resource} threw on a call of execution {ExecutionArn}")]
    public static partial void IntegrationThrew(this ILogger logger, Exception exception, string resource, string executionArn);

    [LoggerMessage(2102, LogLevel.Warning, "{Count} calls did not end in time; they are made again at the next start")]
    public static partial void TasksLeftToRecovery(this ILogger logger, int count);

    [LoggerMessage(2103, LogLevel.Error, "The mock of state {StateName} of execution {ExecutionId} failed")]
    public static partial void MockFailed(this ILogger logger, Exception exception, string stateName, long executionId);

    [LoggerMessage(2201, LogLevel.Information, "{Count} executions had calls in flight when the engine stopped; they were made again")]
    public static partial void Recovered(this ILogger logger, long count);

    [LoggerMessage(2301, LogLevel.Information, "{Count} executions that ended more than {KeptFor} ago were removed")]
    public static partial void Removed(this ILogger logger, long count, TimeSpan keptFor);

    [LoggerMessage(2302, LogLevel.Error, "Removing executions that ended long ago failed; it is tried again at the next look")]
    public static partial void RetentionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2202, LogLevel.Error, "Reading the executions that are due failed; it is tried again")]
    public static partial void WakingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2301, LogLevel.Error, "The engine failed on Express execution {ExecutionArn}, which ends as States.Runtime")]
    public static partial void ExpressExecutionBroken(this ILogger logger, Exception exception, string executionArn);

    [LoggerMessage(2302, LogLevel.Warning, "That Express execution {Id} has ended could not be stored; it is run again at the next start")]
    public static partial void ExpressEndNotStored(this ILogger logger, Exception exception, string id);

    [LoggerMessage(2401, LogLevel.Warning, "The receiver of status changes did not take one of execution {ExecutionId}; it is tried again: {Reason}")]
    public static partial void StatusChangeNotTaken(this ILogger logger, string reason, long executionId);

    [LoggerMessage(2402, LogLevel.Error, "The outbox of status changes could not be read or cleared; it is tried again")]
    public static partial void OutboxFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2501, LogLevel.Error, "The Map run {MapRunArn} was interrupted; it goes on from what is stored")]
    public static partial void MapRunFaulted(this ILogger logger, Exception exception, string mapRunArn);

    [LoggerMessage(2511, LogLevel.Error, "{ChildArn} has ended, and {ParentArn}, which waits for it, could not be told; it is told at the next start")]
    public static partial void ParentNotTold(this ILogger logger, Exception exception, string childArn, string parentArn);

    [LoggerMessage(2512, LogLevel.Warning, "{ChildArn}, for which nobody waits any more, could not be stopped: {Reason}")]
    public static partial void ChildNotStopped(this ILogger logger, string reason, string childArn);
}
