using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>What the interpreter asks its surroundings to do, once the transition that asks for it is committed.</summary>
public abstract record Command
{
    private protected Command()
    {
    }
}

/// <summary>Call a service. The answer comes back as a stimulus that carries <see cref="TaskId"/>.</summary>
/// <param name="TaskId">Unique in the execution; each try has its own.</param>
/// <param name="StateName">The Task state.</param>
/// <param name="RetryCount">Tries before this one, for logs, mocks and TestState.</param>
/// <param name="Parameters">The effective input of the call.</param>
/// <param name="Token">Set where the task waits for its token; it stands in the parameters wherever the author put it.</param>
/// <param name="TimeoutInSeconds">Null where the state has none.</param>
/// <param name="CredentialsRoleArn">The role of the state's Credentials field; null where it has none.</param>
public sealed record StartTask(
    long TaskId,
    string StateName,
    int RetryCount,
    TaskResource Resource,
    Payload Parameters,
    TaskToken? Token,
    long? TimeoutInSeconds,
    long? HeartbeatInSeconds,
    string? CredentialsRoleArn) : Command;

/// <summary>
/// Run one child execution for each item, or for each batch of items (see <see cref="MapRun"/>), and answer with <see cref="MapRunSucceeded"/> or
/// <see cref="MapRunFailed"/>.
/// </summary>
/// <param name="RedriveCount">Above 0 the run ended without success that often, and goes on: children that succeeded stay as they are.</param>
public sealed record StartMapRun(MapRunPlan Plan, int RedriveCount = 0) : Command;

/// <summary>Nobody waits for this Map run any more: stop its children.</summary>
public sealed record CancelMapRun(long MapRunId) : Command;

/// <summary>Nobody waits for this task any more: it timed out, its execution ended, or a sibling branch failed.</summary>
public sealed record CancelTask(long TaskId) : Command;

/// <summary>The execution has ended; its status, output and error stand in the transition's execution.</summary>
public sealed record FinishExecution : Command;
