using System.Globalization;
using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>A history in pages, both ways.</summary>
public sealed class HistoryPagingTests
{
    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    [InlineData(false, 100)]
    [InlineData(true, 1000)]
    public async Task GetExecutionHistory_PageByPage_GivesEveryEventOnce(bool reverseOrder, int maxResults)
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        var execution = await RunAsync(engine, Passes(70), "{}");

        var ids = (await ReadAsync(engine, execution, reverseOrder, maxResults)).SelectMany(page => page).ToList();

        ids.Should().Equal(reverseOrder ? Enumerable.Range(1, 142).Reverse().Select(id => (long)id) : Enumerable.Range(1, 142).Select(id => (long)id));
    }

    [Fact]
    public async Task GetExecutionHistory_LargePayloads_EndsThePageBeforeItGrowsHuge()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        var execution = await RunAsync(engine, Passes(30), JsonSerializer.Serialize(new string('x', 250_000)));

        var pages = await ReadAsync(engine, execution, reverseOrder: false, 1000);

        pages.Should().HaveCountGreaterThan(2);
        pages.SelectMany(page => page).Should().Equal(Enumerable.Range(1, 62).Select(id => (long)id));
        pages.Should().OnlyContain(page => page.Count <= 18, "18 payloads of 250,000 bytes are just over 4 MiB");
    }

    private static string Passes(int count)
    {
        var states = Enumerable.Range(1, count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$"""  "P{{i}}": { "Type": "Pass", {{(i == count ? "\"End\": true" : $"\"Next\": \"P{i + 1}\"")}} }"""));
        return $$"""{ "StartAt": "P1", "States": { {{string.Join(',', states)}} } }""";
    }

    private static async Task<string> RunAsync(WholeEngine engine, string definition, string input)
    {
        var machine = await engine.CallAsync("CreateStateMachine", new { name = "m", definition, roleArn = "arn:aws:iam::123456789012:role/r" });
        var started = await engine.CallAsync("StartExecution", new { stateMachineArn = machine.GetProperty("stateMachineArn").GetString(), input });
        var execution = started.GetProperty("executionArn").GetString()!;
        await engine.WaitForEndAsync(execution);
        return execution;
    }

    private static async Task<List<List<long>>> ReadAsync(WholeEngine engine, string executionArn, bool reverseOrder, int maxResults)
    {
        var pages = new List<List<long>>();
        string? nextToken = null;
        do
        {
            var page = await engine.CallAsync("GetExecutionHistory", new { executionArn, reverseOrder, maxResults, nextToken });
            pages.Add([.. page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").GetInt64())]);
            nextToken = page.TryGetProperty("nextToken", out var token) ? token.GetString() : null;
        }
        while (nextToken is not null);

        return pages;
    }
}
