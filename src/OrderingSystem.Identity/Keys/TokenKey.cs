using Microsoft.IdentityModel.Tokens;

namespace OrderingSystem.Identity.Keys;

/// <summary>One key of tokens, with its private part.</summary>
internal sealed record TokenKey(string KeyId, SecurityKey Key, DateTimeOffset CreatedAt)
{
    public override string ToString() => $"TokenKey({KeyId}, redacted)";
}
