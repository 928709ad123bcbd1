using System.ComponentModel;
using System.Diagnostics;

namespace OrderingSystem.Engine.Api.Tests.Clients;

/// <summary>The AWS CLI, unchanged. Skipped, and said so, where none is installed.</summary>
internal static class AwsCli
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(Uri endpoint, string accessKeyId, string secretAccessKey, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("aws", ["stepfunctions", "--endpoint-url", endpoint.ToString(), "--output", "json", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AWS_ACCESS_KEY_ID"] = accessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = secretAccessKey,
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_CONFIG_FILE"] = "/dev/null",
                ["AWS_EC2_METADATA_DISABLED"] = "true",
                ["AWS_DISABLE_HOST_PREFIX_INJECTION"] = "true", // else the CLI asks for the host sync-127.0.0.1
                ["LC_ALL"] = "C.UTF-8",
            },
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, await error);
        }
        catch (Win32Exception)
        {
            Environment.GetEnvironmentVariable("CI").Should().NotBe("true", "CI installs the AWS CLI");
            Assert.Skip("The AWS CLI is not installed.");
            throw;
        }
    }
}
