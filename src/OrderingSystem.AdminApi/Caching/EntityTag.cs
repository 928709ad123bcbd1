using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OrderingSystem.AdminApi.Caching;

/// <summary>Strong entity tags: a digest of the bytes that are sent (RFC 9110, 8.8.3).</summary>
internal static class EntityTag
{
    public static string Of(ReadOnlySpan<byte> representation) => $"\"{Convert.ToHexStringLower(SHA256.HashData(representation).AsSpan(0, 16))}\"";

    /// <summary>Whether the caller has the representation already, by <c>If-None-Match</c>.</summary>
    public static bool IsKnown(HttpRequest request, string tag) => IsNamed(request.Headers.IfNoneMatch, tag, acceptWeak: true);

    /// <summary>Whether <c>If-Match</c> names the representation.</summary>
    public static bool IsMatched(HttpRequest request, string tag) => IsNamed(request.Headers.IfMatch, tag, acceptWeak: false);

    private static bool IsNamed(StringValues header, string tag, bool acceptWeak) =>
        header.Count > 0
        && EntityTagHeaderValue.TryParseList(header, out var known)
        && known.Any(candidate => candidate.Equals(EntityTagHeaderValue.Any) || (candidate.Tag == tag && (acceptWeak || !candidate.IsWeak)));
}
