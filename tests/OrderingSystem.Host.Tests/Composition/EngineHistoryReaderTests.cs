using System.Text.Json.Nodes;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Paging;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Tests.Composition;

/// <summary>What is read from the engine in the same process is what its Step Functions endpoint tells, event by event.</summary>
public sealed class EngineHistoryReaderTests
{
    private const string Definition =
        """
        {
          "StartAt": "Both",
          "States": {
            "Both": { "Type": "Parallel", "ResultPath": null, "Next": "Each", "Branches": [
              { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } },
              { "StartAt": "B", "States": { "B": { "Type": "Wait", "Seconds": 30, "End": true } } } ] },
            "Each": { "Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.items", "Next": "Ask",
              "ItemProcessor": { "StartAt": "Keep", "States": { "Keep": { "Type": "Pass", "End": true } } } },
            "Ask": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
              "Parameters": { "QueueUrl": "http://127.0.0.1:9/nobody", "MessageBody": { "token.$": "$$.Task.Token" } },
              "Catch": [ { "ErrorEquals": [ "States.ALL" ], "ResultPath": "$.first", "Next": "Call" } ] },
            "Call": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Nobody", "End": true,
              "Catch": [ { "ErrorEquals": [ "States.ALL" ], "ResultPath": "$.second", "Next": "Over" } ] },
            "Over": { "Type": "Fail", "Error": "Nobody", "Cause": "Nobody answers." }
          }
        }
        """;

    [Fact]
    public async Task History_OfEveryKindOfState_IsThatOfTheEndpoint()
    {
        var folder = Directory.CreateTempSubdirectory("ordering-history-");
        try
        {
            var anyPort = new Uri("http://127.0.0.1:0");
            var settings = new HostSettings(folder.FullName, anyPort, anyPort, anyPort, null, ClockMode.Skip, SampleData: false, 0, CarrierForgetsKeys: false, 1, null);
            await using var host = await RunningHost.StartAsync(settings, CancellationToken.None);
            var key = await RunAsync(host);
            var direct = host.Services.GetRequiredService<IHistoryReader>();
            var paged = new PagedHistoryReader(host.Services.GetRequiredService<IExecutionReader>());

            var all = await ReadAsync(direct, key, 0);

            direct.Should().BeOfType<EngineHistoryReader>();
            all.Should().Equal(await ReadAsync(paged, key, 0)).And.HaveCountGreaterThan(25);
            all.Should().Contain(line => line.Error != null).And.Contain(line => line.Index == 1).And.Contain(line => line.Resource == "sendMessage.waitForTaskToken" && line.Text == null);
            (await ReadAsync(direct, key, 7)).Should().Equal(await ReadAsync(paged, key, 7)).And.Equal(all.Skip(7));
            (await ReadAsync(direct, key, all.Count)).Should().BeEmpty();
            foreach (var line in all)
            {
                (await TextAsync(direct, key, line.Id)).Should().Be(await TextAsync(paged, key, line.Id));
            }

            foreach (var (missing, id) in new[] { (key, 0L), (key, all.Count + 1L), (key with { Name = "nobody" }, 1L), (key with { Name = "no name at all!" }, 1L) })
            {
                (await direct.FindEventAsync(missing, id, default)).Should().BeNull();
                (await paged.FindEventAsync(missing, id, default)).Should().BeNull();
            }

            (await direct.OpenAsync(key with { StateMachine = "nothing" }, 0, default)).Should().BeNull();
            (await paged.OpenAsync(key with { StateMachine = "nothing" }, 0, default)).Should().BeNull();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Queries_ExecutionWhoseInputIsATaskToken_NeverTellIt()
    {
        const string Child = "arn:aws:states:us-east-1:123456789012:stateMachine:child";
        const string Parent =
            $$"""
            { "StartAt": "Ask", "States": { "Ask": { "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken", "End": true,
              "Parameters": { "StateMachineArn": "{{Child}}", "Name": "asked", "Input": { "answerTo.$": "$$.Task.Token" } } } } }
            """;
        var folder = Directory.CreateTempSubdirectory("ordering-history-");
        try
        {
            var anyPort = new Uri("http://127.0.0.1:0");
            var settings = new HostSettings(folder.FullName, anyPort, anyPort, anyPort, null, ClockMode.Real, SampleData: false, 0, CarrierForgetsKeys: false, 1, null);
            await using var host = await RunningHost.StartAsync(settings, CancellationToken.None);
            await CreateAsync(host, "child", """{ "StartAt": "Over", "States": { "Over": { "Type": "Succeed" } } }""");
            await StartAsync(host, await CreateAsync(host, "parent", Parent), "one", "{}");
            await UntilEndedAsync(host, Child.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal) + ":asked");
            var (parent, child) = (new ExecutionKey("parent", "one"), new ExecutionKey("child", "asked"));
            var (executions, histories) = (host.Services.GetRequiredService<IExecutionReader>(), host.Services.GetRequiredService<IHistoryReader>());
            var handed = (await executions.FindAsync(child, default))!.Input!;
            var token = JsonNode.Parse(handed)!["answerTo"]!.GetValue<string>();
            var queries = host.Services.GetRequiredService<ExecutionQueries>();

            List<string?> told = [(await queries.FindAsync(child, default))!.Input, (await queries.FindAsync(child, default))!.Output];
            foreach (var key in new[] { parent, child })
            {
                told.AddRange((await queries.ReadHistoryAsync(key, newestFirst: false, new PageRequest(100), default))!.Items.Select(entry => entry.Details?.ToJsonString()));
                await foreach (var lot in (await queries.OpenOutlineAsync(key, 0, default))!)
                {
                    told.AddRange(lot.Select(line => line.Text));
                    foreach (var line in lot)
                    {
                        told.Add((await queries.FindEventAsync(key, line.Id, default))!.Details?.ToJsonString());
                    }
                }
            }

            token.Should().HaveLength(44);
            (await histories.FindEventAsync(child, 1, default))!.Text("input").Should().Be(handed, "whoever resumes by it reads it whole");
            told.Should().NotContain(text => text != null && text.Contains(token)).And.Contain("""{"answerTo":"(redacted)"}""");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ExecutionKey> RunAsync(RunningHost host)
    {
        var execution = await StartAsync(host, await CreateAsync(host, "kinds", Definition), "one", $$"""{"items":[1,2],"text":"{{new string('ä', 300)}}"}""");
        await UntilEndedAsync(host, execution);
        return new ExecutionKey("kinds", "one");
    }

    private static async Task<string> CreateAsync(RunningHost host, string name, string definition) => (await host.StepFunctions.CreateStateMachineAsync(
        new CreateStateMachineRequest { Name = name, RoleArn = "arn:aws:iam::123456789012:role/any", Definition = definition }, default)).StateMachineArn;

    private static async Task<string> StartAsync(RunningHost host, string stateMachineArn, string name, string input) =>
        (await host.StepFunctions.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = stateMachineArn, Name = name, Input = input }, default)).ExecutionArn;

    private static async Task UntilEndedAsync(RunningHost host, string executionArn)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        while (await StatusAsync(host, executionArn, patience.Token) is null or "RUNNING")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    /// <returns>Null where it has not begun.</returns>
    private static async Task<string?> StatusAsync(RunningHost host, string executionArn, CancellationToken cancellationToken)
    {
        try
        {
            return (await host.StepFunctions.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = executionArn }, cancellationToken)).Status.Value;
        }
        catch (ExecutionDoesNotExistException)
        {
            return null;
        }
    }

    private static async Task<List<HistoryOutline>> ReadAsync(IHistoryReader reader, ExecutionKey key, long after)
    {
        List<HistoryOutline> lines = [];
        await foreach (var lot in (await reader.OpenAsync(key, after, default))!)
        {
            lines.AddRange(lot);
        }

        return lines;
    }

    private static async Task<string> TextAsync(IHistoryReader reader, ExecutionKey key, long id)
    {
        var entry = (await reader.FindEventAsync(key, id, default))!;
        var members = entry.Details?.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value?.ToJsonString()}");
        return $"{entry.Id} {entry.PreviousEventId} {entry.Type} {entry.At:O} {entry.DetailsName} {string.Join(", ", members ?? [])}";
    }
}
