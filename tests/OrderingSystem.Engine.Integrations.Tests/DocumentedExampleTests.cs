using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Tests.Tools;

namespace OrderingSystem.Engine.Integrations.Tests;

/// <summary>The C# example of docs/engine.md: it runs, and it is what the document shows.</summary>
public sealed class DocumentedExampleTests
{
    // <example>
    [Fact]
    public async Task Reminder_CustomerDoesNotAnswer_IsSentAfterThirtyDays()
    {
        const string Definition =
            """
            { "StartAt": "Wait", "States": {
                "Wait": { "Type": "Wait", "Seconds": 2592000, "Next": "Remind" },
                "Remind": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:remind", "End": true } } }
            """;
        var reminded = new List<string>();
        var functions = new Dictionary<string, LambdaHandler>
        {
            ["remind"] = (payload, _) =>
            {
                reminded.Add(Encoding.UTF8.GetString(payload.Span));
                return Task.FromResult("\"sent\""u8.ToArray());
            },
        };
        var clock = new FakeTimeProvider();
        await using var engine = await EmbeddedEngine.StartAsync(new EngineParts(new InMemoryExecutionStore())
        {
            Clock = clock,
            Integrations = [new LambdaIntegration(new InProcessLambdaInvoker(functions))],
        });

        var machine = await engine.Api.CreateStateMachineAsync(
            new CreateStateMachineRequest("reminder", Definition, "arn:aws:iam::123456789012:role/any", StateMachineType.Standard), default);
        var execution = await engine.Api.StartExecutionAsync(new StartExecutionRequest(machine.StateMachineArn, "o-1", """{"customer":"C-0025"}"""), default);
        await engine.SkipIdleTimeAsync(clock.SetUtcNow);

        var ended = await engine.Api.DescribeExecutionAsync(execution.ExecutionArn, default);
        Assert.Equal("\"sent\"", ended.Output?.ToString());
        Assert.Equal(TimeSpan.FromDays(30), ended.StopDate - ended.StartDate);
        Assert.Equal(["""{"customer":"C-0025"}"""], reminded);
    }

    // </example>
    [Fact]
    public async Task Document_ShowsWhatRuns()
    {
        var source = await File.ReadAllTextAsync(SourcePath());
        var example = source.Split("// <example>")[1].Split("// </example>")[0];
        var lines = example.Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line).ToList();

        var document = await File.ReadAllTextAsync(Path.Combine(NpmFolder.PathOf("."), "..", "..", "docs", "engine.md"));

        document.Should().Contain("```csharp\n" + string.Join('\n', lines).Trim() + "\n```");
        foreach (var variable in new[] { "LAMBDA_ENDPOINT", "DYNAMODB_ENDPOINT", "SQS_ENDPOINT", "SNS_ENDPOINT", "EVENTS_ENDPOINT", Http.HttpConnections.Variable })
        {
            document.Should().Contain($"`{variable}`");
        }
    }

    private static string SourcePath([CallerFilePath] string path = "") =>
        File.Exists(path) ? path : Path.Combine(NpmFolder.PathOf("."), "..", "OrderingSystem.Engine.Integrations.Tests", nameof(DocumentedExampleTests) + ".cs");
}
