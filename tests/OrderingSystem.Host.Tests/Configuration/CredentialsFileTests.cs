using System.Text.Json;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Tests.Configuration;

public sealed class CredentialsFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-credentials-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ReadOrCreate_FirstStart_MakesSecretsThatOnlyTheOwnerCanRead()
    {
        var credentials = CredentialsFile.ReadOrCreate(_folder.FullName, "us-east-1");

        var path = Path.Combine(_folder.FullName, "credentials.json");
        credentials.Admin.Password.Should().HaveLength(20).And.NotBe(credentials.Operator.Password);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        json.RootElement.GetProperty("client").GetProperty("client_secret").GetString().Should().Be(credentials.Client.ClientSecret);
        json.RootElement.GetProperty("aws").GetProperty("accessKeyId").GetString().Should().Be(credentials.Aws.AccessKeyId);
    }

    [Fact]
    public void ReadOrCreate_SecondStart_GivesTheSameSecrets()
    {
        var first = CredentialsFile.ReadOrCreate(_folder.FullName, "us-east-1");

        CredentialsFile.ReadOrCreate(_folder.FullName, "us-east-1").Should().Be(first);
    }

    [Theory]
    [InlineData("{ not json", "not valid JSON")]
    [InlineData("{}", "lacks one of")]
    public void ReadOrCreate_BrokenFile_SaysWhatToDo(string content, string expected)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "credentials.json"), content);

        var read = () => CredentialsFile.ReadOrCreate(_folder.FullName, "us-east-1");

        read.Should().Throw<HostStartException>().WithMessage($"*{expected}*");
    }

    [Fact]
    public void ToString_AnyOfThem_ShowsNoSecret()
    {
        var credentials = CredentialsFile.ReadOrCreate(_folder.FullName, "us-east-1");

        $"{credentials} {credentials.Admin} {credentials.Client} {credentials.Aws}".Should()
            .NotContain(credentials.Admin.Password).And.NotContain(credentials.Client.ClientSecret).And.NotContain(credentials.Aws.SecretAccessKey);
    }
}
