using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Catalog;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.StateMachines;

/// <summary>The state machines of this engine, each at its current revision, in memory; every change is stored before it shows.</summary>
internal sealed class StateMachineRegistry : IDisposable
{
    private const string SettingsPrefix = "settings/";
    private const string DeletingPrefix = "deleting/";

    private readonly IExecutionStore _store;
    private readonly TimeProvider _clock;
    private readonly IEntropySource _entropy;
    private readonly EngineOptions _options;
    private readonly SemaphoreSlim _changes = new(1, 1);
    private readonly ConcurrentDictionary<long, StateMachineSettings> _settings = new();
    private readonly ConcurrentDictionary<long, string> _deleting = new();
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
        foreach (var (name, value) in await store.ReadCatalogAsync(SettingsPrefix, cancellationToken))
        {
            registry._settings[Number(name, SettingsPrefix)] = JsonSerializer.Deserialize(value, CatalogJson.Default.StateMachineSettings)!;
        }

        foreach (var (name, value) in await store.ReadCatalogAsync(DeletingPrefix, cancellationToken))
        {
            registry._deleting[Number(name, DeletingPrefix)] = JsonSerializer.Deserialize(value, CatalogJson.Default.String)!;
        }

        return registry;
    }

    /// <exception cref="StepFunctionsException">InvalidArn, StateMachineDoesNotExist.</exception>
    public StateMachineRevision Get(string arn)
    {
        var name = RequestChecks.StateMachineName(arn);
        return _current.TryGetValue(name, out var revision) && revision.Arn == arn ? revision : throw StepFunctionsException.StateMachineDoesNotExist(arn);
    }

    /// <returns>Null where there is none.</returns>
    public StateMachineRevision? Find(string arn) => Arns.TryParseStateMachine(arn, out var name) && _current.TryGetValue(name, out var revision) && revision.Arn == arn ? revision : null;

    /// <summary>As <see cref="Get"/>, for an operation that a state machine refuses once it is being deleted.</summary>
    /// <exception cref="StepFunctionsException">InvalidArn, StateMachineDoesNotExist, StateMachineDeleting.</exception>
    public StateMachineRevision GetActive(string arn) => Get(arn) is var revision && IsDeleting(revision.StateMachineId)
        ? throw StepFunctionsException.StateMachineDeleting(arn)
        : revision;

    /// <summary>It goes as soon as its last execution has ended.</summary>
    public bool IsDeleting(long stateMachineId) => _deleting.ContainsKey(stateMachineId);

    public StateMachineSettings SettingsOf(StateMachineRevision revision) => _settings.GetValueOrDefault(revision.Id, StateMachineSettings.Default);

    /// <summary>False once it was deleted, or began to be.</summary>
    public bool Exists(long stateMachineId) => !IsDeleting(stateMachineId) && _current.Values.Any(revision => revision.StateMachineId == stateMachineId);

    public bool Exists(string arn) => _current.Values.Any(revision => revision.Arn == arn);

    public async Task<StateMachineRevision> CreateAsync(CreateStateMachineRequest request, CancellationToken cancellationToken)
    {
        ResourceName.Require(request.Name);
        CheckDefinition(request.Definition, request.Type);
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var arn = Arns.StateMachine(_options.Region, _options.AccountId, request.Name);
            var settings = request.Settings.ApplyTo(StateMachineSettings.Default);
            if (_current.TryGetValue(request.Name, out var existing))
            {
                return IsDeleting(existing.StateMachineId) ? throw StepFunctionsException.StateMachineDeleting(arn)
                    : existing.Definition == request.Definition && existing.Type == request.Type && SettingsOf(existing) == settings
                    ? existing // the same request again
                    : throw StepFunctionsException.StateMachineAlreadyExists(arn);
            }

            var now = Now();
            return await AddAsync(new StateMachineRevision(_lastRevisionId + 1, _lastStateMachineId + 1, request.Name, arn, request.Type, request.RoleArn,
                request.Definition, DefinitionId(request.Definition), StateMachineRevision.InitialToken, now, now), settings, cancellationToken);
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
            CheckDefinition(request.Definition, GetActive(request.StateMachineArn).Type);
        }

        await _changes.WaitAsync(cancellationToken);
        try
        {
            var current = GetActive(request.StateMachineArn);
            var settings = request.Settings.ApplyTo(SettingsOf(current));
            var definition = request.Definition ?? current.Definition;
            var roleArn = request.RoleArn ?? current.RoleArn;
            if (definition == current.Definition && roleArn == current.RoleArn && settings == SettingsOf(current))
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
                settings,
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

    /// <summary>Begins a deletion; deleting what is not there succeeds, as the service has it.</summary>
    public async Task DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        var name = RequestChecks.StateMachineName(arn);
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (_current.TryGetValue(name, out var revision) && revision.Arn == arn && !IsDeleting(revision.StateMachineId))
            {
                var mark = new CatalogEntry(DeletingName(revision.StateMachineId), JsonSerializer.SerializeToUtf8Bytes(name, CatalogJson.Default.String));
                await _store.WriteCatalogAsync([mark], cancellationToken);
                _deleting[revision.StateMachineId] = name;
            }
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    /// <summary>Ends the deletions whose last execution has ended. Nothing waits for it: it is asked for whenever somebody looks.</summary>
    /// <param name="forget">Removes what else is kept of the state machine; may be asked again after a crash.</param>
    public async Task FinishDeletionsAsync(Func<StateMachineRevision, Task> forget, CancellationToken cancellationToken)
    {
        if (_deleting.IsEmpty)
        {
            return;
        }

        await _changes.WaitAsync(cancellationToken);
        try
        {
            foreach (var (id, name) in _deleting)
            {
                if ((await _store.ListAsync(id, ExecutionStatus.Running, null, 1, cancellationToken)).Count > 0)
                {
                    continue;
                }

                if (_current.TryGetValue(name, out var revision) && revision.StateMachineId == id)
                {
                    await forget(revision);
                    await _store.DeleteStateMachineAsync(id, cancellationToken);
                    _current = _current.Where(r => r.Key != name).ToDictionary(StringComparer.Ordinal);
                }

                await _store.WriteCatalogAsync([new CatalogEntry(DeletingName(id), null)], cancellationToken);
                _ = _deleting.TryRemove(id, out _);
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

    private static long Number(string name, string prefix) => long.Parse(name.AsSpan(prefix.Length).TrimEnd('/'), CultureInfo.InvariantCulture);

    private static string DeletingName(long stateMachineId) => string.Create(CultureInfo.InvariantCulture, $"{DeletingPrefix}{stateMachineId}/");

    private async Task<StateMachineRevision> AddAsync(StateMachineRevision revision, StateMachineSettings settings, CancellationToken cancellationToken)
    {
        // Before the revision, whose number a crash in between leaves to the next one: that one writes its own settings over these.
        var name = string.Create(CultureInfo.InvariantCulture, $"{SettingsPrefix}{revision.Id}/");
        var stored = settings == StateMachineSettings.Default ? null : JsonSerializer.SerializeToUtf8Bytes(settings, CatalogJson.Default.StateMachineSettings);
        await _store.WriteCatalogAsync([new CatalogEntry(name, stored)], cancellationToken);
        _settings[revision.Id] = settings;
        await _store.AddRevisionAsync(revision, cancellationToken);
        (_lastRevisionId, _lastStateMachineId) = (revision.Id, Math.Max(_lastStateMachineId, revision.StateMachineId));
        _current = new Dictionary<string, StateMachineRevision>(_current, StringComparer.Ordinal) { [revision.Name] = revision };
        return revision;
    }

    private string NewToken() => _entropy.NextUuid().ToString();

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());
}
