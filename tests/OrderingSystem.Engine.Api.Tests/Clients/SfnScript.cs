using System.Diagnostics;
using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Tests.Tools;

namespace OrderingSystem.Engine.Api.Tests.Clients;

/// <summary>Scripts that use the AWS SDK for JavaScript. Skipped, and said so, where Node.js is missing.</summary>
internal static class SfnScript
{
    private const string Folder = "sfn-client";

    /// <returns>The JSON that the script prints.</returns>
    public static async Task<JsonElement> RunAsync(string script, WholeEngine engine)
    {
        var whyNot = await NpmFolder.InstallAsync(Folder);
        if (whyNot is not null)
        {
            Environment.GetEnvironmentVariable("CI").Should().NotBe("true", whyNot);
            Assert.Skip(whyNot);
        }

        using var process = Process.Start(new ProcessStartInfo("node", [script, engine.Address.ToString()])
        {
            WorkingDirectory = NpmFolder.PathOf(Folder),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AWS_ACCESS_KEY_ID"] = WholeEngine.AccessKeyId, ["AWS_SECRET_ACCESS_KEY"] = WholeEngine.SecretAccessKey, ["AWS_CONFIG_FILE"] = "/dev/null" },
        })!;
        var text = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await errors);
        using var document = JsonDocument.Parse(await text);
        return document.RootElement.Clone();
    }
}
