using System.Diagnostics;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>The engine's enumerations by the service model's names.</summary>
internal static class WireNames
{
    public static string Of(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running => "RUNNING",
        ExecutionStatus.Succeeded => "SUCCEEDED",
        ExecutionStatus.Failed => "FAILED",
        ExecutionStatus.TimedOut => "TIMED_OUT",
        ExecutionStatus.Aborted => "ABORTED",
        _ => throw new UnreachableException($"The wire has no name for {status}."),
    };

    public static ExecutionStatus? ExecutionStatusOf(string? name) => name switch
    {
        null => null,
        "RUNNING" => ExecutionStatus.Running,
        "SUCCEEDED" => ExecutionStatus.Succeeded,
        "FAILED" => ExecutionStatus.Failed,
        "TIMED_OUT" => ExecutionStatus.TimedOut,
        "ABORTED" => ExecutionStatus.Aborted,
        _ => throw new UnreachableException($"{name} was let through by validation."),
    };

    public static string Of(RedriveStatus status) => status switch
    {
        RedriveStatus.Redrivable => "REDRIVABLE",
        RedriveStatus.RedrivableByMapRun => "REDRIVABLE_BY_MAP_RUN",
        _ => "NOT_REDRIVABLE",
    };

    public static string Of(MapRunStatus status) => status switch
    {
        MapRunStatus.Running => "RUNNING",
        MapRunStatus.Succeeded => "SUCCEEDED",
        MapRunStatus.Failed => "FAILED",
        MapRunStatus.Aborted => "ABORTED",
        _ => throw new UnreachableException($"The wire has no name for {status}."),
    };

    public static string Of(StateMachineType type) => type == StateMachineType.Express ? "EXPRESS" : "STANDARD";
}
