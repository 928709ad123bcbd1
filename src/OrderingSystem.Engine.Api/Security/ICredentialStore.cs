namespace OrderingSystem.Engine.Api.Security;

/// <summary>Knows the credentials that may sign requests.</summary>
public interface ICredentialStore
{
    /// <returns>Null where no such access key exists.</returns>
    SigningCredential? Find(string accessKeyId);
}

/// <param name="SessionToken">Set for temporary credentials: a request must carry it.</param>
public sealed record SigningCredential(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    public override string ToString() => $"SigningCredential({AccessKeyId}, redacted)";
}
