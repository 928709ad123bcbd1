namespace OrderingSystem.Engine.Api;

/// <param name="RevisionId">Publishes only where this is the current revision; null for whichever is.</param>
public sealed record PublishVersionRequest(string StateMachineArn, string? RevisionId, string? Description);

public sealed record VersionPublished(string StateMachineVersionArn, DateTimeOffset CreationDate);

public sealed record VersionListItem(string StateMachineVersionArn, DateTimeOffset CreationDate);

/// <param name="Weight">Percent, 0 to 100.</param>
public sealed record AliasRouting(string StateMachineVersionArn, int Weight);

/// <param name="Routing">One or two versions of one state machine, which is the alias's.</param>
public sealed record CreateAliasRequest(string Name, string? Description, IReadOnlyList<AliasRouting> Routing);

/// <param name="Description">Null leaves it as it is.</param>
/// <param name="Routing">Null leaves it as it is.</param>
public sealed record UpdateAliasRequest(string StateMachineAliasArn, string? Description, IReadOnlyList<AliasRouting>? Routing);

public sealed record AliasDescription(
    string StateMachineAliasArn, string Name, string? Description, IReadOnlyList<AliasRouting> Routing, DateTimeOffset CreationDate, DateTimeOffset UpdateDate);
