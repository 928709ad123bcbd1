using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Mocks;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Versions;

/// <summary>The operations on versions and aliases, and what an ARN with a version's number or an alias's name stands for.</summary>
/// <remarks>API Reference, PublishStateMachineVersion and CreateStateMachineAlias; the messages as recorded from the service.</remarks>
internal sealed class VersionOperations(VersionRegistry registry, StateMachineRegistry machines, IExecutionStore store, TimeProvider clock, MockConfiguration mocks)
{
    /// <summary>Service quota: versions of a state machine.</summary>
    private const int MostVersions = 1_000;

    /// <summary>Service quota: aliases of a state machine.</summary>
    private const int MostAliases = 100;

    /// <summary>What an execution that is started on an ARN runs, and under which names.</summary>
    /// <param name="draw">Decides between an alias's versions.</param>
    /// <exception cref="StepFunctionsException">InvalidArn, StateMachineDoesNotExist, StateMachineDeleting.</exception>
    public async Task<StartTarget> ResolveAsync(string arn, Func<ulong> draw, CancellationToken cancellationToken)
    {
        var reference = RequestChecks.Reference(arn);
        var current = machines.GetActive(reference.StateMachineArn);
        if (reference.TestCase is { } testCase && !mocks.Has(reference.Name, testCase))
        {
            throw StepFunctionsException.Validation(
                $"There is no test case '{testCase}' of the state machine '{reference.Name}' in the mock configuration that this engine was started with (SFN_MOCK_CONFIG).");
        }

        if (reference.Qualifier is null)
        {
            return new StartTarget(current, null, null, reference.TestCase);
        }

        var alias = reference.Alias is { } name
            ? registry.FindAlias(current.StateMachineId, name) ?? throw StepFunctionsException.StateMachineDoesNotExist(arn)
            : null;
        var number = alias?.Choose(draw()) ?? reference.Version!.Value;
        var version = registry.FindVersion(current.StateMachineId, number) ?? throw StepFunctionsException.StateMachineDoesNotExist(arn);
        return new StartTarget(await RevisionOfAsync(version, cancellationToken), version.Number, alias?.Name, reference.TestCase);
    }

    /// <summary>A published version; null where the ARN has no version's number.</summary>
    public async Task<(StateMachineRevision Revision, StateMachineVersion Version)?> FindVersionAsync(string arn, CancellationToken cancellationToken)
    {
        var reference = RequestChecks.Reference(arn);
        if (reference.Version is not { } number)
        {
            return null;
        }

        var current = machines.Get(reference.StateMachineArn);
        var version = registry.FindVersion(current.StateMachineId, number) ?? throw StepFunctionsException.StateMachineDoesNotExist(arn);
        return (await RevisionOfAsync(version, cancellationToken), version);
    }

    public async Task<VersionPublished> PublishAsync(PublishVersionRequest request, CancellationToken cancellationToken)
    {
        var current = machines.GetActive(request.StateMachineArn);
        if (request.RevisionId is { } expected && expected != current.RevisionToken)
        {
            throw StepFunctionsException.Conflict(
                $"Failed to publish the State Machine version for revision {expected}. The current State Machine revision is {current.RevisionToken}.");
        }

        return await PublishAsync(current, request.Description, cancellationToken);
    }

    public async Task<VersionPublished> PublishAsync(StateMachineRevision revision, string? description, CancellationToken cancellationToken)
    {
        var version = await registry.PublishAsync(revision.StateMachineId, revision.Id, description, Now(), count =>
        {
            if (count >= MostVersions)
            {
                throw new StepFunctionsException("ServiceQuotaExceededException", $"A state machine has at most {MostVersions} versions: delete one of '{revision.Arn}' first");
            }
        }, cancellationToken);
        return new VersionPublished(Arns.Version(revision.Arn, version.Number), version.CreatedAt);
    }

    public async Task DeleteVersionAsync(string arn, CancellationToken cancellationToken)
    {
        var reference = RequestChecks.Reference(arn);
        var number = reference.Version ?? throw RequestChecks.InvalidArn(arn);
        if (machines.Find(reference.StateMachineArn) is { } machine && registry.FindVersion(machine.StateMachineId, number) is { } version)
        {
            await registry.DeleteVersionAsync(version, aliases =>
            {
                var pointing = aliases.Where(alias => alias.Routes.Any(route => route.Version == number)).Select(alias => alias.Name).ToList();
                if (pointing.Count > 0)
                {
                    throw StepFunctionsException.Conflict(
                        $"Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [{string.Join(", ", pointing)}]");
                }
            }, cancellationToken);
        }
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<StateMachineVersion> Versions(StateMachineRevision machine) => registry.Versions(machine.StateMachineId).Reverse();

    public async Task<AliasDescription> CreateAliasAsync(CreateAliasRequest request, CancellationToken cancellationToken)
    {
        var (machine, routes) = CheckRouting(request.Routing);
        if (machines.IsDeleting(machine.StateMachineId))
        {
            throw StepFunctionsException.StateMachineDeleting(machine.Arn);
        }

        var alias = await registry.ChangeAliasAsync(machine.StateMachineId, request.Name, (existing, count) =>
        {
            if (existing is not null)
            {
                return existing.Description == request.Description && existing.Routes.SequenceEqual(routes)
                    ? existing // the same request again
                    : throw StepFunctionsException.Conflict(
                        "Failed to create alias because an alias with the same name and a different routing configuration already exists.");
            }

            if (count >= MostAliases)
            {
                throw new StepFunctionsException("ServiceQuotaExceededException", $"A state machine has at most {MostAliases} aliases: delete one of '{machine.Arn}' first");
            }

            RequireVersions(machine, routes);
            var now = Now();
            return new StateMachineAlias(machine.StateMachineId, request.Name, request.Description, routes, now, now);
        }, cancellationToken);
        return Describe(machine, alias);
    }

    public AliasDescription DescribeAlias(string arn) => FindAlias(arn) is var (machine, alias) ? Describe(machine, alias) : throw StepFunctionsException.AliasResourceNotFound();

    public async Task<AliasDescription> UpdateAliasAsync(UpdateAliasRequest request, CancellationToken cancellationToken)
    {
        if (request.Description is null && request.Routing is null)
        {
            throw StepFunctionsException.Validation("Either the description or the routing configuration must be specified");
        }

        var routes = request.Routing is null ? null : CheckRouting(request.Routing).Routes;
        var (machine, found) = FindAlias(request.StateMachineAliasArn) ?? throw StepFunctionsException.AliasResourceNotFound();
        if (machines.IsDeleting(machine.StateMachineId))
        {
            throw StepFunctionsException.StateMachineDeleting(machine.Arn);
        }

        var alias = await registry.ChangeAliasAsync(machine.StateMachineId, found.Name, (existing, _) =>
        {
            if (existing is null)
            {
                throw StepFunctionsException.AliasResourceNotFound();
            }

            if (routes is not null)
            {
                RequireVersions(machine, routes);
            }

            return existing with { Description = request.Description ?? existing.Description, Routes = routes ?? existing.Routes, UpdatedAt = Now() };
        }, cancellationToken);
        return Describe(machine, alias);
    }

    public async Task DeleteAliasAsync(string arn, CancellationToken cancellationToken)
    {
        if (FindAlias(arn) is var (_, alias))
        {
            await registry.DeleteAliasAsync(alias, cancellationToken);
        }
    }

    /// <summary>By name; of a version only those that point at it.</summary>
    public IEnumerable<AliasDescription> Aliases(string arn)
    {
        var reference = RequestChecks.Reference(arn);
        var machine = machines.Get(reference.StateMachineArn);
        return registry.Aliases(machine.StateMachineId)
            .Where(alias => reference.Version is not { } number || alias.Routes.Any(route => route.Version == number))
            .Select(alias => Describe(machine, alias));
    }

    /// <summary>What is kept of a state machine goes with it.</summary>
    public Task ForgetAsync(StateMachineRevision machine, CancellationToken cancellationToken) => registry.DeleteAllAsync(machine.StateMachineId, cancellationToken);

    private static AliasDescription Describe(StateMachineRevision machine, StateMachineAlias alias) => new(
        Arns.Alias(machine.Arn, alias.Name), alias.Name, alias.Description,
        [.. alias.Routes.Select(route => new AliasRouting(Arns.Version(machine.Arn, route.Version), route.Weight))], alias.CreatedAt, alias.UpdatedAt);

    private static StepFunctionsException Refused(string problem, IEnumerable<object> received) =>
        StepFunctionsException.Validation($"{problem} Received: [{string.Join(", ", received)}]");

    private (StateMachineRevision Machine, StateMachineAlias Alias)? FindAlias(string arn)
    {
        var reference = RequestChecks.Reference(arn);
        var name = reference.Alias ?? throw RequestChecks.InvalidArn(arn);
        return machines.Find(reference.StateMachineArn) is { } machine && registry.FindAlias(machine.StateMachineId, name) is { } alias ? (machine, alias) : null;
    }

    private (StateMachineRevision Machine, IReadOnlyList<AliasRoute> Routes) CheckRouting(IReadOnlyList<AliasRouting> routing)
    {
        var arns = routing.Select(route => route.StateMachineVersionArn).ToList();
        var references = arns.Select(RequestChecks.Reference).ToList();
        if (references.Any(reference => reference.Version is null))
        {
            throw Refused("Routing configuration must contain state machine version ARNs.", arns);
        }

        if (arns.Distinct(StringComparer.Ordinal).Count() < arns.Count)
        {
            throw Refused("Routing configuration must contain distinct state machine version ARNs.", arns);
        }

        if (references.Select(reference => reference.StateMachineArn).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            throw Refused("Routing configuration must contain versions of the same state machine.", arns);
        }

        if (routing.Sum(route => route.Weight) != 100)
        {
            throw Refused("Sum of routing configuration weights must equal 100.", routing.Select(route => (object)route.Weight));
        }

        var machine = machines.Find(references[0].StateMachineArn) ?? throw StepFunctionsException.AliasResourceNotFound();
        return (machine, [.. references.Zip(routing, (reference, route) => new AliasRoute(reference.Version!.Value, route.Weight))]);
    }

    private void RequireVersions(StateMachineRevision machine, IReadOnlyList<AliasRoute> routes)
    {
        if (routes.Any(route => registry.FindVersion(machine.StateMachineId, route.Version) is null))
        {
            throw StepFunctionsException.AliasResourceNotFound();
        }
    }

    private async Task<StateMachineRevision> RevisionOfAsync(StateMachineVersion version, CancellationToken cancellationToken) =>
        await store.ReadRevisionAsync(version.RevisionId, cancellationToken)
        ?? throw new StoredDataCorruptException("revisions", $"{version.RevisionId}", "a published version refers to it, and it is not there");

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}

/// <summary>What an execution is started on.</summary>
/// <param name="Version">Null for the state machine itself.</param>
/// <param name="Alias">Null where no alias was named.</param>
/// <param name="TestCase">Of the mock configuration; null for none.</param>
internal sealed record StartTarget(StateMachineRevision Revision, int? Version, string? Alias, string? TestCase);
