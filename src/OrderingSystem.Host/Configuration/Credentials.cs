using System.Text.Json.Serialization;

namespace OrderingSystem.Host.Configuration;

/// <summary>Who may sign in and with what. Made on first start, kept in <c>credentials.json</c>, readable by its owner alone.</summary>
public sealed record Credentials(UserCredentials Admin, UserCredentials Operator, ClientCredentials Client, AwsCredentials Aws)
{
    public override string ToString() => "Credentials(redacted)";
}

/// <param name="Password">Null: taken out by its owner; the stored one stays.</param>
public sealed record UserCredentials(string Username, string? Password)
{
    public override string ToString() => $"UserCredentials({Username}, redacted)";
}

public sealed record ClientCredentials(
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("client_secret")] string ClientSecret)
{
    public override string ToString() => $"ClientCredentials({ClientId}, redacted)";
}

/// <summary>For the Step Functions endpoint: any AWS tool signs its requests with these.</summary>
public sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string Region)
{
    public override string ToString() => $"AwsCredentials({AccessKeyId}, redacted)";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Credentials))]
internal sealed partial class CredentialsJson : JsonSerializerContext;
