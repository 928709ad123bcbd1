using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Tasks;

/// <summary>
/// Makes task tokens and knows its own. A token says which task of which execution it is for, signed with the data folder's secret key, so
/// none is stored: version, execution id, task id, and the first 16 bytes of HMAC-SHA256 over these and the execution's ARN.
/// </summary>
internal sealed class TaskTokens(byte[] key)
{
    public const int KeyBytes = 32;

    private const byte Version = 1;
    private const int HeadBytes = 1 + 8 + 8;
    private const int SignatureBytes = 16;

    public TaskToken Mint(long executionId, string executionArn, long taskId)
    {
        Span<byte> token = stackalloc byte[HeadBytes + SignatureBytes];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token[1..], executionId);
        BinaryPrimitives.WriteInt64BigEndian(token[9..], taskId);
        Sign(token[..HeadBytes], executionArn, token[HeadBytes..]);
        return new TaskToken(Base64Url.EncodeToString(token));
    }

    /// <summary>What the token claims; it is believed only after <see cref="Verify"/>.</summary>
    public static bool TryRead(TaskToken token, out TaskTokenClaim claim)
    {
        claim = default;
        Span<byte> bytes = stackalloc byte[HeadBytes + SignatureBytes];
        if (token.Value is not { Length: 44 } text || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != bytes.Length || bytes[0] != Version)
        {
            return false;
        }

        claim = new TaskTokenClaim(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..]));
        return true;
    }

    /// <summary>Takes the same time whether the first byte differs or the last.</summary>
    public bool Verify(TaskToken token, TaskTokenClaim claim, string executionArn) => CryptographicOperations.FixedTimeEquals(
        MemoryMarshal.AsBytes(Mint(claim.ExecutionId, executionArn, claim.TaskId).Value.AsSpan()), MemoryMarshal.AsBytes(token.Value.AsSpan()));

    private void Sign(ReadOnlySpan<byte> head, string executionArn, Span<byte> signature)
    {
        var message = new byte[head.Length + Encoding.UTF8.GetByteCount(executionArn)];
        head.CopyTo(message);
        _ = Encoding.UTF8.GetBytes(executionArn, message.AsSpan(head.Length));
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(key, message, hash);
        hash[..SignatureBytes].CopyTo(signature);
    }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct TaskTokenClaim(long ExecutionId, long TaskId);

/// <summary>Mints for one execution, whose number the interpreter does not know.</summary>
internal sealed class ExecutionTokenMint(TaskTokens tokens, long executionId) : ITaskTokenMint
{
    public TaskToken Mint(string executionArn, long taskId) => tokens.Mint(executionId, executionArn, taskId);
}
