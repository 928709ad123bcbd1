using System.Text.Json;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Catalog;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Activities;

/// <summary>The activities of this engine, in memory; every change is stored before it shows.</summary>
internal sealed class ActivityRegistry : IActivityDirectory, IDisposable
{
    private const string Prefix = "activity/";

    private readonly IExecutionStore _store;
    private readonly TimeProvider _clock;
    private readonly EngineOptions _options;
    private readonly SemaphoreSlim _changes = new(1, 1);
    private volatile IReadOnlyDictionary<string, Activity> _byArn;

    private ActivityRegistry(IExecutionStore store, TimeProvider clock, EngineOptions options, IEnumerable<Activity> activities)
    {
        (_store, _clock, _options) = (store, clock, options);
        _byArn = activities.ToDictionary(activity => activity.Arn, StringComparer.Ordinal);
    }

    public static async Task<ActivityRegistry> LoadAsync(IExecutionStore store, TimeProvider clock, EngineOptions options, CancellationToken cancellationToken)
    {
        var entries = await store.ReadCatalogAsync(Prefix, cancellationToken);
        return new ActivityRegistry(store, clock, options, entries.Select(entry =>
        {
            var stored = JsonSerializer.Deserialize(entry.Value!, CatalogJson.Default.StoredActivity)!;
            var name = entry.Name[Prefix.Length..];
            return new Activity(stored.Number, name, Arns.Activity(options.Region, options.AccountId, name), stored.CreatedAt);
        }));
    }

    public bool Exists(string activityArn) => _byArn.ContainsKey(activityArn);

    /// <exception cref="StepFunctionsException">InvalidArn, ActivityDoesNotExist.</exception>
    public Activity Get(string arn)
    {
        RequestChecks.Activity(arn);
        return _byArn.TryGetValue(arn, out var activity) ? activity : throw StepFunctionsException.ActivityDoesNotExist(arn);
    }

    /// <summary>Making one that is there already answers with it.</summary>
    public async Task<Activity> CreateAsync(string name, CancellationToken cancellationToken)
    {
        ResourceName.Require(name);
        var arn = Arns.Activity(_options.Region, _options.AccountId, name);
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (_byArn.TryGetValue(arn, out var existing))
            {
                return existing;
            }

            var number = 1 + _byArn.Values.Select(a => a.Number).DefaultIfEmpty().Max();
            var activity = new Activity(number, name, arn, DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds()));
            var value = JsonSerializer.SerializeToUtf8Bytes(new StoredActivity(number, activity.CreatedAt), CatalogJson.Default.StoredActivity);
            await _store.WriteCatalogAsync([new CatalogEntry(Prefix + name, value)], cancellationToken);
            _byArn = new Dictionary<string, Activity>(_byArn, StringComparer.Ordinal) { [arn] = activity };
            return activity;
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    /// <summary>Deleting what is not there succeeds. Tasks that were handed out can still be answered.</summary>
    public async Task DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        RequestChecks.Activity(arn);
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (_byArn.TryGetValue(arn, out var activity))
            {
                await _store.WriteCatalogAsync([new CatalogEntry(Prefix + activity.Name, Value: null)], cancellationToken);
                _byArn = _byArn.Where(a => a.Key != arn).ToDictionary(StringComparer.Ordinal);
            }
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    /// <summary>In the order of making.</summary>
    public IReadOnlyList<Activity> List(long afterNumber, int limit) =>
        [.. _byArn.Values.Where(a => a.Number > afterNumber).OrderBy(a => a.Number).Take(limit)];

    public void Dispose() => _changes.Dispose();
}
