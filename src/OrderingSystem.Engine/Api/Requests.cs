using OrderingSystem.Engine.Nested;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api;

public enum StateMachineType : byte
{
    Standard = 1,
    Express = 2,
}

/// <param name="Definition">The States Language text, kept as it was given.</param>
public sealed record CreateStateMachineRequest(string Name, string Definition, string RoleArn, StateMachineType Type)
{
    public StateMachineSettingsChange Settings { get; init; } = StateMachineSettingsChange.None;

    /// <summary>Null publishes no version.</summary>
    public PublishRequest? Publish { get; init; }
}

/// <param name="Description">Of the version; null for none.</param>
public sealed record PublishRequest(string? Description);

/// <param name="StateMachineVersionArn">Null where no version was published.</param>
public sealed record StateMachineCreated(string StateMachineArn, DateTimeOffset CreationDate, string? StateMachineVersionArn = null);

/// <param name="Definition">Null leaves it as it is.</param>
/// <param name="RoleArn">Null leaves it as it is.</param>
public sealed record UpdateStateMachineRequest(string StateMachineArn, string? Definition, string? RoleArn)
{
    public StateMachineSettingsChange Settings { get; init; } = StateMachineSettingsChange.None;

    /// <summary>Null publishes no version.</summary>
    public PublishRequest? Publish { get; init; }
}

/// <param name="RevisionId">Of the definition that new executions run from now on; null where it is still the one of the creation.</param>
/// <param name="StateMachineVersionArn">Null where no version was published.</param>
public sealed record StateMachineUpdated(DateTimeOffset UpdateDate, string? RevisionId, string? StateMachineVersionArn = null);

/// <param name="RevisionId">Null for one that was never updated.</param>
/// <param name="UpdateDate">When this revision was made.</param>
public sealed record StateMachineDescription(
    string StateMachineArn,
    string Name,
    string Status,
    string Definition,
    string RoleArn,
    StateMachineType Type,
    DateTimeOffset CreationDate,
    string? RevisionId,
    DateTimeOffset UpdateDate = default)
{
    public StateMachineSettings Settings { get; init; } = StateMachineSettings.Default;

    /// <summary>Of a version; null elsewhere.</summary>
    public string? Description { get; init; }

    /// <summary>The Map run whose children execute it; null for a state machine that somebody made.</summary>
    public string? MapRunArn { get; init; }
}

public sealed record StateMachineListItem(string StateMachineArn, string Name, StateMachineType Type, DateTimeOffset CreationDate);

/// <param name="StateMachineArn">Of a state machine, a version or an alias; <c>#TestCase</c> after it answers its tasks from the mock configuration.</param>
/// <param name="Name">Null lets the engine choose one. The same name with the same input, while it runs, answers with the same execution.</param>
/// <param name="Input">The JSON text as the client gave it; null means <c>{}</c>.</param>
public sealed record StartExecutionRequest(string StateMachineArn, string? Name, string? Input, string? TraceHeader = null)
{
    /// <summary>The task that waits for the execution to end; null where none does. It asks again, and is answered the same, after a crash.</summary>
    public AwaitingTask? AwaitedBy { get; init; }
}

public sealed record ExecutionStarted(string ExecutionArn, DateTimeOffset StartDate);

/// <summary>A synchronous Express execution, which has ended.</summary>
/// <param name="Output">Null unless it succeeded.</param>
/// <param name="BilledMilliseconds">The duration in whole steps of 100 ms.</param>
/// <param name="BilledMegabytes">In whole steps of 64 MB.</param>
public sealed record SyncExecution(
    string ExecutionArn,
    string StateMachineArn,
    string Name,
    ExecutionStatus Status,
    DateTimeOffset StartDate,
    DateTimeOffset StopDate,
    Payload Input,
    Payload? Output,
    string? Error,
    string? Cause,
    string? TraceHeader,
    long BilledMilliseconds,
    int BilledMegabytes);

public sealed record ExecutionDescription(
    string ExecutionArn,
    string StateMachineArn,
    string Name,
    ExecutionStatus Status,
    DateTimeOffset StartDate,
    DateTimeOffset? StopDate,
    Payload Input,
    Payload? Output,
    string? Error,
    string? Cause,
    string? TraceHeader,
    int RedriveCount,
    DateTimeOffset? RedriveDate,
    RedriveStatus RedriveStatus,
    string? RedriveStatusReason)
{
    /// <summary>Null where the execution was started on the state machine itself.</summary>
    public string? StateMachineVersionArn { get; init; }

    /// <summary>Null where the execution was not started on an alias.</summary>
    public string? StateMachineAliasArn { get; init; }

    /// <summary>The Map run that started the execution; null where none did.</summary>
    public string? MapRunArn { get; init; }
}

public enum RedriveStatus : byte
{
    NotRedrivable = 1,
    Redrivable = 2,

    /// <summary>A child of a Map run: with the execution that the run belongs to.</summary>
    RedrivableByMapRun = 3,
}

/// <param name="StateMachineArn">
/// Of a state machine, or of a version or an alias: then only the executions that were started on it. Null where <see cref="ListExecutionsRequest.MapRunArn"/> is given.
/// </param>
/// <param name="Status">Null for all.</param>
public sealed record ListExecutionsRequest(string? StateMachineArn, ExecutionStatus? Status, PageRequest Page)
{
    /// <summary>Lists the children of this Map run.</summary>
    public string? MapRunArn { get; init; }
}

public sealed record ExecutionListItem(
    string ExecutionArn,
    string StateMachineArn,
    string Name,
    ExecutionStatus Status,
    DateTimeOffset StartDate,
    DateTimeOffset? StopDate,
    int RedriveCount,
    DateTimeOffset? RedriveDate)
{
    /// <inheritdoc cref="ExecutionDescription.StateMachineVersionArn"/>
    public string? StateMachineVersionArn { get; init; }

    /// <inheritdoc cref="ExecutionDescription.StateMachineAliasArn"/>
    public string? StateMachineAliasArn { get; init; }

    /// <summary>Items that a child of a Map run has; null for every other execution, and so the next.</summary>
    public int? ItemCount { get; init; }

    public string? MapRunArn { get; init; }
}
