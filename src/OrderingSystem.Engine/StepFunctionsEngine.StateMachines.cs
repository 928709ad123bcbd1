using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.StateMachines;

namespace OrderingSystem.Engine;

/// <content>State machines, their versions and their aliases.</content>
public sealed partial class StepFunctionsEngine
{
    public async Task<StateMachineCreated> CreateStateMachineAsync(CreateStateMachineRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await FinishDeletionsAsync(cancellationToken);
        var revision = await _machines.CreateAsync(request, cancellationToken);
        return new StateMachineCreated(revision.Arn, revision.CreatedAt, await PublishAsync(revision, request.Publish, cancellationToken));
    }

    public async Task<StateMachineUpdated> UpdateStateMachineAsync(UpdateStateMachineRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await FinishDeletionsAsync(cancellationToken);
        var revision = await _machines.UpdateAsync(request, cancellationToken);
        return new StateMachineUpdated(revision.UpdatedAt, ShownToken(revision), await PublishAsync(revision, request.Publish, cancellationToken));
    }

    public async Task<StateMachineDescription> DescribeStateMachineAsync(string stateMachineArn, CancellationToken cancellationToken)
    {
        await FinishDeletionsAsync(cancellationToken);
        return await _versions.FindVersionAsync(stateMachineArn, cancellationToken) is var (revision, version)
            ? Describe(revision) with { StateMachineArn = stateMachineArn, CreationDate = version.CreatedAt, Description = version.Description }
            : Describe(_machines.Get(stateMachineArn));
    }

    public async Task<StateMachineDescription> DescribeStateMachineForExecutionAsync(string executionArn, CancellationToken cancellationToken) =>
        Describe((await FindAsync(executionArn, cancellationToken)).Revision);

    public async Task<Page<StateMachineListItem>> ListStateMachinesAsync(PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await FinishDeletionsAsync(cancellationToken);
        const string Scope = "ListStateMachines";
        var limit = Limit(page);
        var found = _machines.List(PageToken.Read(Scope, page.NextToken) ?? 0, limit + 1);
        var items = found.Take(limit).Select(r => new StateMachineListItem(r.Arn, r.Name, r.Type, r.CreatedAt)).ToList();
        return new Page<StateMachineListItem>(items, found.Count > limit ? PageToken.Create(Scope, found[limit - 1].StateMachineId) : null);
    }

    public async Task DeleteStateMachineAsync(string stateMachineArn, CancellationToken cancellationToken)
    {
        await _machines.DeleteAsync(stateMachineArn, cancellationToken);
        await FinishDeletionsAsync(cancellationToken);
    }

    public async Task<VersionPublished> PublishStateMachineVersionAsync(PublishVersionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await FinishDeletionsAsync(cancellationToken);
        return await _versions.PublishAsync(request, cancellationToken);
    }

    public Task DeleteStateMachineVersionAsync(string stateMachineVersionArn, CancellationToken cancellationToken) =>
        _versions.DeleteVersionAsync(stateMachineVersionArn, cancellationToken);

    public async Task<Page<VersionListItem>> ListStateMachineVersionsAsync(string stateMachineArn, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await FinishDeletionsAsync(cancellationToken);
        var machine = _machines.Get(stateMachineArn);
        var scope = $"ListStateMachineVersions {stateMachineArn}";
        var (limit, before) = (Limit(page), PageToken.Read(scope, page.NextToken) ?? long.MaxValue);
        var found = _versions.Versions(machine).Where(version => version.Number < before).Take(limit + 1).ToList();
        return new Page<VersionListItem>(
            [.. found.Take(limit).Select(version => new VersionListItem(Arns.Version(machine.Arn, version.Number), version.CreatedAt))],
            found.Count > limit ? PageToken.Create(scope, found[limit - 1].Number) : null);
    }

    public async Task<AliasDescription> CreateStateMachineAliasAsync(CreateAliasRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await FinishDeletionsAsync(cancellationToken);
        return await _versions.CreateAliasAsync(request, cancellationToken);
    }

    public Task<AliasDescription> DescribeStateMachineAliasAsync(string stateMachineAliasArn, CancellationToken cancellationToken) =>
        Task.FromResult(_versions.DescribeAlias(stateMachineAliasArn));

    public Task<AliasDescription> UpdateStateMachineAliasAsync(UpdateAliasRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _versions.UpdateAliasAsync(request, cancellationToken);
    }

    public Task DeleteStateMachineAliasAsync(string stateMachineAliasArn, CancellationToken cancellationToken) =>
        _versions.DeleteAliasAsync(stateMachineAliasArn, cancellationToken);

    public async Task<Page<AliasDescription>> ListStateMachineAliasesAsync(string stateMachineArn, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        await FinishDeletionsAsync(cancellationToken);
        var scope = $"ListStateMachineAliases {stateMachineArn}";
        var (limit, skip) = (Limit(page), (int)(PageToken.Read(scope, page.NextToken) ?? 0));
        var found = _versions.Aliases(stateMachineArn).Skip(skip).Take(limit + 1).ToList();
        return new Page<AliasDescription>([.. found.Take(limit)], found.Count > limit ? PageToken.Create(scope, skip + limit) : null);
    }

    public async Task<StateTested> TestStateAsync(TestStateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var busy = _idle.Enter();
        return await _testState.RunAsync(request, cancellationToken);
    }

    private static string? ShownToken(StateMachineRevision revision) => revision.RevisionToken == StateMachineRevision.InitialToken || revision.IsOfMapRun ? null : revision.RevisionToken;

    private StateMachineDescription Describe(StateMachineRevision revision) => new(
        revision.Arn, revision.Name, _machines.IsDeleting(revision.StateMachineId) ? "DELETING" : "ACTIVE", revision.Definition, revision.RoleArn, revision.Type,
        revision.CreatedAt, ShownToken(revision), revision.UpdatedAt)
    {
        Settings = _machines.SettingsOf(revision),
        MapRunArn = revision.MapRunArn,
    };

    /// <returns>The version's ARN; null where none was asked for.</returns>
    private async Task<string?> PublishAsync(StateMachineRevision revision, PublishRequest? publish, CancellationToken cancellationToken) =>
        publish is null ? null : (await _versions.PublishAsync(revision, publish.Description, cancellationToken)).StateMachineVersionArn;

    private Task FinishDeletionsAsync(CancellationToken cancellationToken) => _machines.FinishDeletionsAsync(
        async machine =>
        {
            await _versions.ForgetAsync(machine, cancellationToken);
            await _tags.ChangeAsync(machine.Arn, tags => tags.Clear(), cancellationToken);
        },
        cancellationToken);
}
