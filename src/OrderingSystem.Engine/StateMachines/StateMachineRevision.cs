using OrderingSystem.Engine.Api;

namespace OrderingSystem.Engine.StateMachines;

/// <summary>A state machine as it was from one create or update on; never changed, because executions go on running what they started on.</summary>
/// <param name="Id">Number of the revision, unique in the store.</param>
/// <param name="StateMachineId">Number of the state machine; a machine made again under the name of a deleted one has another.</param>
/// <param name="Definition">The text as it was given.</param>
/// <param name="DefinitionId">Names the text by its content.</param>
/// <param name="RevisionToken">The revision id that clients see; <see cref="InitialToken"/> until the first update.</param>
/// <param name="CreatedAt">Of the state machine.</param>
/// <param name="UpdatedAt">Of this revision.</param>
public sealed record StateMachineRevision(
    long Id,
    long StateMachineId,
    string Name,
    string Arn,
    StateMachineType Type,
    string RoleArn,
    string Definition,
    string DefinitionId,
    string RevisionToken,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Stands for the revision id of a state machine that was never updated: the service shows none.</summary>
    public const string InitialToken = "INITIAL";

    /// <summary>The children of a Map run execute this; its name is <c>machine/label</c>, and no list shows it.</summary>
    public bool IsOfMapRun => Name.Contains('/', StringComparison.Ordinal);

    /// <summary>The Map run whose children execute this; null for a state machine that somebody made.</summary>
    public string? MapRunArn => IsOfMapRun ? $"{Arn.Replace(":stateMachine:", ":mapRun:", StringComparison.Ordinal)}:{RevisionToken}" : null;

    /// <summary>ARN of the execution of this name.</summary>
    public string ExecutionArn(string executionName) => Arns.Execution(Arn, executionName);
}
