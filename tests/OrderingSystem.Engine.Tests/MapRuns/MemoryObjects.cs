using System.Runtime.CompilerServices;
using System.Text;
using OrderingSystem.Engine.MapRuns;

namespace OrderingSystem.Engine.Tests.MapRuns;

/// <summary>Buckets in memory.</summary>
internal sealed class MemoryObjects : IObjectStore
{
    private readonly SortedDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    public int Opened { get; private set; }

    public string this[string path]
    {
        get => Encoding.UTF8.GetString(_objects[path]);
        set => _objects[path] = Encoding.UTF8.GetBytes(value);
    }

    public IEnumerable<string> Paths => _objects.Keys;

    public Task<Stream> OpenAsync(string bucket, string key, string? versionId, CancellationToken cancellationToken)
    {
        Opened++;
        return _objects.TryGetValue($"{bucket}/{key}", out var content)
            ? Task.FromResult<Stream>(new MemoryStream(content))
            : throw new ObjectStoreException($"There is no '{key}' in '{bucket}'.");
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string bucket, string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (path, content) in _objects.Where(o => o.Key.StartsWith($"{bucket}/{prefix}", StringComparison.Ordinal)))
        {
            yield return new StoredObject(path[(bucket.Length + 1)..], "\"tag\"", Shell.EngineHarness.Epoch, content.Length);
        }

        await Task.CompletedTask;
    }

    public Task WriteAsync(string bucket, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _objects[$"{bucket}/{key}"] = content.ToArray();
        return Task.CompletedTask;
    }
}
