using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using OrderingSystem.Engine.MapRuns;

namespace OrderingSystem.Engine.Integrations.Objects;

/// <summary>Buckets that are folders, and objects that are their files: <c>{folder}/{bucket}/{key}</c>. Versions are not kept.</summary>
/// <param name="folder">A bucket is a folder in it, made by whoever wants it to be a bucket.</param>
public sealed class FolderObjectStore(string folder) : IObjectStore
{
    private readonly string _folder = Path.GetFullPath(folder);

    public Task<Stream> OpenAsync(string bucket, string key, string? versionId, CancellationToken cancellationToken)
    {
        if (versionId is not null)
        {
            throw new ObjectStoreException($"A folder keeps no versions: leave VersionId of '{bucket}/{key}' out.");
        }

        var path = PathOf(bucket, key);
        try
        {
            return Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024, useAsync: true));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ObjectStoreException($"The object '{key}' of the bucket '{bucket}' does not exist: there is no file '{path}'.", absent);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreException($"The object '{key}' of the bucket '{bucket}' cannot be read: {failure.Message}", failure);
        }
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string bucket, string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var root = BucketPath(bucket);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Key: Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(file => prefix is null || file.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(file => file.Key, Utf8Order.Instance);
        foreach (var (path, key) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var info = new FileInfo(path);
            yield return new StoredObject(key, await ETagAsync(path, cancellationToken), new DateTimeOffset(info.LastWriteTimeUtc), info.Length);
        }
    }

    public async Task WriteAsync(string bucket, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(bucket, key);
        _ = BucketPath(bucket);
        try
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var unfinished = path + ".part"; // whoever reads sees the whole object or none
            await File.WriteAllBytesAsync(unfinished, content, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreException($"The object '{key}' of the bucket '{bucket}' cannot be written: {failure.Message}", failure);
        }
    }

    private static async Task<string> ETagAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return $"\"{Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken))}\"";
    }

    private string BucketPath(string bucket)
    {
        var path = PathOf(bucket, string.Empty);
        return Directory.Exists(path)
            ? path
            : throw new ObjectStoreException($"The bucket '{bucket}' does not exist: make the folder '{path}'.");
    }

    /// <summary>Refuses what would lead out of the folder: keys come from definitions and inputs.</summary>
    private string PathOf(string bucket, string key)
    {
        if (bucket is "" or "." or ".." || bucket.AsSpan().ContainsAny('/', '\\'))
        {
            throw new ObjectStoreException($"'{bucket}' is no name of a bucket.");
        }

        var root = Path.Combine(_folder, bucket);
        var path = Path.GetFullPath(Path.Combine(root, key.TrimStart('/')));
        return path == root || path.TrimEnd(Path.DirectorySeparatorChar) == root || path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ObjectStoreException($"The key '{key}' leads out of the bucket '{bucket}'.");
    }

    private sealed class Utf8Order : IComparer<string>
    {
        public static Utf8Order Instance { get; } = new();

        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}
