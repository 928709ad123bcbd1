using System.Security.Cryptography;
using System.Text;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.Engine.StateMachines;

/// <summary>The state machines of this engine, each at its current revision, in memory; every change is stored before it shows.</summary>
internal sealed class StateMachineRegistry : IDisposable
{
    private readonly IExecutionStore _store;
    private readonly TimeProvider _clock;
    private readonly IEntropySource _entropy;
    private readonly EngineOptions _options;
    private readonly SemaphoreSlim _changes = new(1, 1);
    private volatile IReadOnlyDictionary<string, StateMachineRevision> _current = new Dictionary<string, StateMachineRevision>(StringComparer.Ordinal);
    private long _lastRevisionId;
    private long _lastStateMachineId;

    private StateMachineRegistry(IExecutionStore store, TimeProvider clock, IEntropySource entropy, EngineOptions options) =>
        (_store, _clock, _entropy, _options) = (store, clock, entropy, options);

    public static async Task<StateMachineRegistry> LoadAsync(
        IExecutionStore store, TimeProvider clock, IEntropySource entropy, EngineOptions options, CancellationToken cancellationToken)
    {
        var registry = new StateMachineRegistry(store, clock, entropy, options);
        (registry._lastRevisionId, registry._lastStateMachineId) = await store.ReadLastRevisionAsync(cancellationToken);
        registry._current = (await store.ReadStateMachinesAsync(cancellationToken)).ToDictionary(r => r.Name, StringComparer.Ordinal);
        return registry;
    }

    /// <exception cref="StepFunctionsException">InvalidArn, StateMachineDoesNotExist.</exception>
    public StateMachineRevision Get(string arn)
    {
        var name = RequestChecks.StateMachineName(arn);
        return _current.TryGetValue(name, out var revision) && revision.Arn == arn ? revision : throw StepFunctionsException.StateMachineDoesNotExist(arn);
    }

    /// <summary>False once it was deleted.</summary>
    public bool Exists(long stateMachineId) => _current.Values.Any(revision => revision.StateMachineId == stateMachineId);

    public bool Exists(string arn) => _current.Values.Any(revision => revision.Arn == arn);

    public async Task<StateMachineRevision> CreateAsync(CreateStateMachineRequest request, CancellationToken cancellationToken)
    {
        RequestChecks.Name(request.Name);
        CheckDefinition(request.Definition, request.Type);
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var arn = Arns.StateMachine(_options.Region, _options.AccountId, request.Name);
            if (_current.TryGetValue(request.Name, out var existing))
            {
                return existing.Definition == request.Definition && existing.Type == request.Type
                    ? existing // the same request again
                    : throw StepFunctionsException.StateMachineAlreadyExists(arn);
            }

            var now = Now();
            return await AddAsync(new StateMachineRevision(_lastRevisionId + 1, _lastStateMachineId + 1, request.Name, arn, request.Type, request.RoleArn,
                request.Definition, DefinitionId(request.Definition), StateMachineRevision.InitialToken, now, now), cancellationToken);
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    public async Task<StateMachineRevision> UpdateAsync(UpdateStateMachineRequest request, CancellationToken cancellationToken)
    {
        if (request.Definition is not null)
        {
            CheckDefinition(request.Definition, Get(request.StateMachineArn).Type);
        }

        await _changes.WaitAsync(cancellationToken);
        try
        {
            var current = Get(request.StateMachineArn);
            var definition = request.Definition ?? current.Definition;
            var roleArn = request.RoleArn ?? current.RoleArn;
            if (definition == current.Definition && roleArn == current.RoleArn && current.RevisionToken != StateMachineRevision.InitialToken)
            {
                return current; // nothing to change: the service keeps the revision
            }

            return await AddAsync(
                current with
                {
                    Id = _lastRevisionId + 1,
                    Definition = definition,
                    DefinitionId = DefinitionId(definition),
                    RoleArn = roleArn,
                    RevisionToken = NewToken(),
                    UpdatedAt = Now(),
                },
                cancellationToken);
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    /// <summary>What the children of a Map run execute, as a state machine of that run alone, which is in no list.</summary>
    /// <param name="parent">Of the execution that asked for the run.</param>
    /// <param name="name"><c>machine/label</c>.</param>
    public async Task<StateMachineRevision> AddMapRunAsync(
        StateMachineRevision parent, string name, string runName, string definition, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var now = Now();
            var revision = new StateMachineRevision(_lastRevisionId + 1, _lastStateMachineId + 1, name, Arns.StateMachine(_options.Region, _options.AccountId, name),
                StateMachineType.Standard, parent.RoleArn, definition, DefinitionId(definition), runName, now, now);
            await _store.AddRevisionAsync(revision, cancellationToken);
            (_lastRevisionId, _lastStateMachineId) = (revision.Id, revision.StateMachineId);
            return revision;
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    /// <summary>Deleting what is not there succeeds, as the service has it.</summary>
    public async Task DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        var name = RequestChecks.StateMachineName(arn);
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (_current.TryGetValue(name, out var revision) && revision.Arn == arn)
            {
                await _store.DeleteStateMachineAsync(revision.StateMachineId, cancellationToken);
                _current = _current.Where(r => r.Key != name).ToDictionary(StringComparer.Ordinal);
            }
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    /// <summary>By id, which is the order of making.</summary>
    public IReadOnlyList<StateMachineRevision> List(long afterStateMachineId, int limit) =>
        [.. _current.Values.Where(r => r.StateMachineId > afterStateMachineId).OrderBy(r => r.StateMachineId).Take(limit)];

    public void Dispose() => _changes.Dispose();

    private static void CheckDefinition(string definition, StateMachineType type)
    {
        var reading = StateMachineReader.Read(definition, isExpress: type == StateMachineType.Express);
        if (reading.Definition is null)
        {
            throw StepFunctionsException.InvalidDefinition(string.Join(", ", reading.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        }
    }

    private static string DefinitionId(string definition) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition)));

    private async Task<StateMachineRevision> AddAsync(StateMachineRevision revision, CancellationToken cancellationToken)
    {
        await _store.AddRevisionAsync(revision, cancellationToken);
        (_lastRevisionId, _lastStateMachineId) = (revision.Id, Math.Max(_lastStateMachineId, revision.StateMachineId));
        _current = new Dictionary<string, StateMachineRevision>(_current, StringComparer.Ordinal) { [revision.Name] = revision };
        return revision;
    }

    private string NewToken() => _entropy.NextUuid().ToString();

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());
}
