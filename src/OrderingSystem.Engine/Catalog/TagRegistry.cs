using System.Text.Json;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Catalog;

/// <summary>Tags of state machines and activities, by ARN.</summary>
internal sealed class TagRegistry(IExecutionStore store) : IDisposable
{
    private const int MostTags = 50;

    private readonly SemaphoreSlim _changes = new(1, 1);

    /// <summary>By key, in ordinal order.</summary>
    public async Task<IReadOnlyList<ResourceTag>> ListAsync(string arn, CancellationToken cancellationToken)
    {
        var name = Name(arn);
        var entry = (await store.ReadCatalogAsync(name, cancellationToken)).FirstOrDefault(entry => entry.Name == name);
        return entry is null ? [] : JsonSerializer.Deserialize(entry.Value!, CatalogJson.Default.ListResourceTag)!;
    }

    /// <param name="change">From the tags by key, which it may alter.</param>
    /// <exception cref="StepFunctionsException">TooManyTags.</exception>
    public async Task ChangeAsync(string arn, Action<SortedDictionary<string, string>> change, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, value) in await ListAsync(arn, cancellationToken))
            {
                tags[key] = value;
            }

            change(tags);
            if (tags.Count > MostTags)
            {
                throw new StepFunctionsException("TooManyTags", $"Too many tags: a resource has at most {MostTags}, and '{arn}' would have {tags.Count}");
            }

            var stored = tags.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes([.. tags.Select(t => new ResourceTag(t.Key, t.Value))], CatalogJson.Default.ListResourceTag);
            await store.WriteCatalogAsync([new CatalogEntry(Name(arn), stored)], cancellationToken);
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    public void Dispose() => _changes.Dispose();

    private static string Name(string arn) => "tags/" + arn;
}
