using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrderingSystem.Engine.Api;

/// <summary>Where a list goes on. Opaque to clients, and good only for the list that it came from.</summary>
internal static class PageToken
{
    private const int ScopeBytes = 8;

    /// <param name="scope">Tells one list from another: operation, ARN, filter, direction.</param>
    public static string Create(string scope, long position)
    {
        Span<byte> token = stackalloc byte[sizeof(long) + ScopeBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, position);
        Hash(scope, token[sizeof(long)..]);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>Null for the first page.</returns>
    /// <exception cref="StepFunctionsException">InvalidToken: not a token of this list.</exception>
    public static long? Read(string scope, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        Span<byte> token = stackalloc byte[sizeof(long) + ScopeBytes];
        Span<byte> expected = stackalloc byte[ScopeBytes];
        Hash(scope, expected);
        return text.Length == Base64Url.GetEncodedLength(token.Length) && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, token, out var written)
            && written == token.Length && token[sizeof(long)..].SequenceEqual(expected)
            ? BinaryPrimitives.ReadInt64BigEndian(token)
            : throw StepFunctionsException.InvalidToken();
    }

    private static void Hash(string scope, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(Encoding.UTF8.GetBytes(scope), hash);
        hash[..destination.Length].CopyTo(destination);
    }
}
