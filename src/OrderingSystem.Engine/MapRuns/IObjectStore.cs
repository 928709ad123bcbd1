namespace OrderingSystem.Engine.MapRuns;

/// <summary>Buckets of objects, as S3 has them: where a Distributed Map finds its items and leaves its results.</summary>
public interface IObjectStore
{
    /// <summary>Opens an object for reading from its beginning.</summary>
    /// <param name="versionId">Null for the newest.</param>
    /// <exception cref="ObjectStoreException">There is no such object, or it cannot be read; the message says which.</exception>
    Task<Stream> OpenAsync(string bucket, string key, string? versionId, CancellationToken cancellationToken);

    /// <summary>The objects of a bucket, in the order of their keys' UTF-8 bytes.</summary>
    /// <param name="prefix">With which their keys begin; null for all.</param>
    /// <exception cref="ObjectStoreException">There is no such bucket, or it cannot be listed.</exception>
    IAsyncEnumerable<StoredObject> ListAsync(string bucket, string? prefix, CancellationToken cancellationToken);

    /// <summary>Writes an object, in the place of one that has the same key.</summary>
    /// <exception cref="ObjectStoreException">There is no such bucket, or it cannot be written.</exception>
    Task WriteAsync(string bucket, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}

/// <summary>What a list says of an object.</summary>
/// <param name="ETag">With its quotation marks, as S3 gives it.</param>
/// <param name="Size">Bytes.</param>
public sealed record StoredObject(string Key, string ETag, DateTimeOffset LastModified, long Size);

/// <summary>The object store refused, or cannot be reached; the message says what to do.</summary>
public sealed class ObjectStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
