using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace OrderingSystem.AdminApi.Caching;

/// <summary>Strong entity tags: a digest of the bytes that are sent (RFC 9110, 8.8.3).</summary>
internal static class EntityTag
{
    public static string Of(ReadOnlySpan<byte> representation) => $"\"{Convert.ToHexStringLower(SHA256.HashData(representation).AsSpan(0, 16))}\"";

    /// <summary>Whether the caller has the representation already, by <c>If-None-Match</c>.</summary>
    public static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header
        && EntityTagHeaderValue.TryParseList(header, out var known)
        && known.Any(candidate => candidate.Tag == tag || candidate.Equals(EntityTagHeaderValue.Any));
}
