using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Clients;

/// <summary>The AWS CLI against a real engine: its own paging, its own host prefix for synchronous executions, and a wait in a loop.</summary>
public sealed class AwsCliWholeEngineTests
{
    private const string Pass = """{"StartAt":"A","States":{"A":{"Type":"Pass","Result":7,"End":true}}}""";

    [Fact]
    public async Task Cli_PagesWaitsAndRunsSynchronously()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null), EngineApiAuthentication.SignatureV4);
        var role = new[] { "--role-arn", "arn:aws:iam::123456789012:role/r" };
        var machine = (await RunAsync(engine, ["create-state-machine", "--name", "m", "--definition", Pass, .. role])).GetProperty("stateMachineArn").GetString()!;
        var express = (await RunAsync(engine, ["create-state-machine", "--name", "x", "--type", "EXPRESS", "--definition", Pass, .. role])).GetProperty("stateMachineArn").GetString()!;
        var execution = string.Empty;
        for (var i = 0; i < 3; i++)
        {
            execution = (await RunAsync(engine, "start-execution", "--state-machine-arn", machine)).GetProperty("executionArn").GetString()!;
        }

        JsonElement ended;
        while ((ended = await RunAsync(engine, "describe-execution", "--execution-arn", execution)).GetProperty("status").GetString() == "RUNNING")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        var listed = await RunAsync(engine, "list-executions", "--state-machine-arn", machine, "--page-size", "2");
        var (sync, refusal) = await TryAsync(engine, "start-sync-execution", "--state-machine-arn", express);

        ended.GetProperty("output").GetString().Should().Be("7");
        listed.GetProperty("executions").GetArrayLength().Should().Be(3);
        if (refusal.Contains("sync-127.0.0.1", StringComparison.Ordinal))
        {
            return; // a CLI from before 2025 cannot be told to leave the prefix away
        }

        (sync.GetProperty("status").GetString(), sync.GetProperty("output").GetString()).Should().Be(("SUCCEEDED", "7"), refusal);
    }

    private static async Task<JsonElement> RunAsync(WholeEngine engine, params string[] arguments)
    {
        var (answer, error) = await TryAsync(engine, arguments);
        error.Should().BeEmpty();
        return answer;
    }

    private static async Task<(JsonElement Answer, string Error)> TryAsync(WholeEngine engine, params string[] arguments)
    {
        var start = new ProcessStartInfo("aws", ["stepfunctions", "--endpoint-url", engine.Address.ToString(), "--output", "json", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AWS_ACCESS_KEY_ID"] = WholeEngine.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = WholeEngine.SecretAccessKey,
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_CONFIG_FILE"] = "/dev/null",
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
            if (process.ExitCode != 0)
            {
                return (default, $"{process.ExitCode}: {await error}");
            }

            using var document = JsonDocument.Parse(await output);
            return (document.RootElement.Clone(), string.Empty);
        }
        catch (Win32Exception)
        {
            Environment.GetEnvironmentVariable("CI").Should().NotBe("true", "CI installs the AWS CLI");
            Assert.Skip("The AWS CLI is not installed.");
            throw;
        }
    }
}
