using System.Globalization;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Engine.Tests.Shell;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Tests.MapRuns;

/// <summary>Runs whose items fill several chunks.</summary>
public sealed class MapRunScaleTests
{
    [Theory]
    [InlineData("", 20_000)]
    [InlineData(""" "ItemBatcher": { "MaxItemsPerBatch": 7 }, """, 2_858)]
    public async Task Run_ItemsFillSeveralChunks_EachIsSeenOnceWithItsIndex(string batcher, int children)
    {
        const int Count = 20_000;
        var objects = new MemoryObjects { ["in/items"] = string.Join('\n', Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{i}},"pad":"0123456789"}"""))) };
        await using var harness = await EngineHarness.StartAsync(new InMemoryExecutionStore(), new TestFunctions(), objects: objects);
        var machine = await harness.CreateAsync(MapMachines.Echo($$"""
            "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "in", "Key": "items" }, "ReaderConfig": { "InputType": "JSONL" } },
            "ItemSelector": { "i.$": "$$.Map.Item.Index", "n.$": "$$.Map.Item.Value.n" }, {{batcher}}
            "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "out" }, "WriterConfig": { "Transformation": "COMPACT", "OutputType": "JSONL" } },
            """));

        var execution = await harness.StartExecutionAsync(machine);
        await harness.Api.WaitForEndAsync(execution, default);

        var arn = (await harness.Api.ListMapRunsAsync(execution, new PageRequest(1, null), default)).Items.Single().MapRunArn;
        var run = await harness.Api.DescribeMapRunAsync(arn, default);
        (run.Items!.Total, run.Executions!.Succeeded).Should().Be((Count, children));
        var written = objects[$"out/{arn[(arn.LastIndexOf(':') + 1)..]}/SUCCEEDED_0.jsonl"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonValue.Parse(line));
        written.SelectMany(line => line is JsonObject batch && batch["Items"] is JsonArray items ? items.AsEnumerable() : [line])
            .Select(item => ((JsonObject)item)["i"]!.Equals(((JsonObject)item)["n"]!) ? ((JsonNumber)((JsonObject)item)["i"]!).Double : -1)
            .Should().Equal(Enumerable.Range(0, Count).Select(i => (double)i));
    }
}
