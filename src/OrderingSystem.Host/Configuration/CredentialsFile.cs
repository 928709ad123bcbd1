using System.Security.Cryptography;
using System.Text.Json;

namespace OrderingSystem.Host.Configuration;

/// <summary><c>{data}/credentials.json</c>.</summary>
public static class CredentialsFile
{
    public const string FileName = "credentials.json";

    private const string PasswordAlphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const string AccessKeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Reads the file, or makes it with new secrets where there is none.</summary>
    /// <exception cref="HostStartException">The file is there and is not what it should be.</exception>
    public static Credentials ReadOrCreate(string dataFolder, string region)
    {
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path))
        {
            Write(path, Generate(region));
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), CredentialsJson.Default.Credentials) is { Admin: not null, Operator: not null, Client: not null, Aws: not null } read
                ? read
                : throw new HostStartException($"{path} lacks one of: admin, operator, client, aws. Delete it to have new credentials made.");
        }
        catch (JsonException broken)
        {
            throw new HostStartException($"{path} is not valid JSON ({broken.Message}). Mend it, or delete it to have new credentials made.");
        }
    }

    private static Credentials Generate(string region) => new(
        new UserCredentials("admin", RandomNumberGenerator.GetString(PasswordAlphabet, 20)),
        new UserCredentials("operator", RandomNumberGenerator.GetString(PasswordAlphabet, 20)),
        new ClientCredentials("ordering-client", RandomNumberGenerator.GetString(PasswordAlphabet, 40)),
        new AwsCredentials("AKIA" + RandomNumberGenerator.GetString(AccessKeyAlphabet, 16), RandomNumberGenerator.GetString(PasswordAlphabet, 40), region));

    /// <summary>Written beside its place and moved there: a crash leaves no half file, and nobody else can read it at any moment.</summary>
    private static void Write(string path, Credentials credentials)
    {
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, credentials, CredentialsJson.Default.Credentials);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path);
    }
}
