using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.Engine.Tests.Shell;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.MapRuns;

/// <summary>What a Distributed Map does on an engine.</summary>
public abstract class MapRunContract
{
    private static readonly PageRequest All = new(1_000, null);

    private readonly MemoryObjects _objects = new();

    [Fact]
    public async Task Run_EachItem_IsAnExecutionOfItsOwn()
    {
        await using var harness = await StartAsync(Echoing());
        var machine = await harness.CreateAsync(MapMachines.Work(""" "ItemSelector": { "n.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index" }, """));
        var execution = await harness.StartExecutionAsync(machine, "parent", "[10,20,30]");
        await harness.RunToRestAsync();

        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        var run = (await harness.Api.ListMapRunsAsync(execution, All, default)).Items.Single();
        var children = (await harness.Api.ListExecutionsAsync(new(null, null, All) { MapRunArn = run.MapRunArn }, default)).Items;
        var child = await harness.Api.DescribeExecutionAsync(children[^1].ExecutionArn, default);
        var runs = await harness.Api.DescribeStateMachineForExecutionAsync(child.ExecutionArn, default);

        ended.Output!.ToString().Should().Be("""[{"n":10,"i":0},{"n":20,"i":1},{"n":30,"i":2}]""");
        run.MapRunArn.Should().StartWith("arn:aws:states:us-east-1:123456789012:mapRun:orders/each:");
        run.StateMachineArn.Should().Be("arn:aws:states:us-east-1:123456789012:stateMachine:orders/each");
        children.Should().HaveCount(3).And.OnlyContain(c => c.MapRunArn == run.MapRunArn && c.ItemCount == 1 && c.Status == ExecutionStatus.Succeeded);
        child.ExecutionArn.Should().StartWith("arn:aws:states:us-east-1:123456789012:execution:orders/each:");
        child.Input.ToString().Should().Be("""{"n":10,"i":0}""");
        child.MapRunArn.Should().Be(run.MapRunArn);
        runs.Definition.Should().Contain("\"Work\"").And.NotContain("ItemProcessor");
        (await harness.HistoryAsync(child.ExecutionArn))[^1].Type.Should().Be(HistoryEventType.ExecutionSucceeded);
        (await harness.HistoryAsync(execution)).Select(e => (e.Type, e.PreviousEventId)).Should().Equal(
            (HistoryEventType.ExecutionStarted, 0), (HistoryEventType.MapStateEntered, 0), (HistoryEventType.MapStateStarted, 2), (HistoryEventType.MapRunStarted, 3),
            (HistoryEventType.MapRunSucceeded, 4), (HistoryEventType.MapStateSucceeded, 5), (HistoryEventType.MapStateExited, 4), (HistoryEventType.ExecutionSucceeded, 7));
        (await harness.Api.ListStateMachinesAsync(All, default)).Items.Should().ContainSingle("the children's is in no list");
    }

    [Fact]
    public async Task Describe_WhileAndAfter_CountsTellHowFarItIs()
    {
        await using var harness = await StartAsync(Echoing());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Pause(""" "MaxConcurrency": 2, """)), input: "[1,2,3,4,5]");
        _ = await harness.Engine.Idle.WhenIdleAsync(default);
        var arn = (await harness.Api.ListMapRunsAsync(execution, All, default)).Items.Single().MapRunArn;

        var before = await harness.Api.DescribeMapRunAsync(arn, default);
        await harness.RunToRestAsync();
        var after = await harness.Api.DescribeMapRunAsync(arn, default);

        before.Executions.Should().Be(new MapRunTally(5, 3, 2, 0, 0, 0, 0, 0));
        (before.Status, before.MaxConcurrency, before.StopDate).Should().Be((MapRunStatus.Running, 2, null));
        after.Items.Should().Be(new MapRunTally(5, 0, 0, 5, 0, 0, 0, 5));
        (after.Status, after.StopDate).Should().Be((MapRunStatus.Succeeded, EngineHarness.Epoch.AddHours(3)));
    }

    [Fact]
    public async Task Update_MoreAtOnce_WaitingChildrenStart()
    {
        await using var harness = await StartAsync(Echoing());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Pause(""" "MaxConcurrency": 1, """)), input: "[1,2,3,4]");
        _ = await harness.Engine.Idle.WhenIdleAsync(default);
        var arn = (await harness.Api.ListMapRunsAsync(execution, All, default)).Items.Single().MapRunArn;

        await harness.Api.UpdateMapRunAsync(new UpdateMapRunRequest(arn, 3, 2, null), default);
        _ = await harness.Engine.Idle.WhenIdleAsync(default);

        var run = await harness.Api.DescribeMapRunAsync(arn, default);
        (run.MaxConcurrency, run.ToleratedFailureCount, run.Executions!.Running).Should().Be((3, 2, 3));
    }

    [Fact]
    public async Task Run_MoreFailThanTolerated_StopsTheOthersAndFails()
    {
        var functions = new TestFunctions().On("work", (call, cancellationToken) => call.Parameters.ToString() == "\"bad\""
            ? Task.FromResult(ServiceResult.Failure("Boom", "broken"))
            : new TaskCompletionSource<ServiceResult>().Task.WaitAsync(cancellationToken));
        await using var harness = await StartAsync(functions);
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Work(string.Empty)), input: """["slow","bad","slow"]""");
        var ended = await harness.Api.WaitForEndAsync(execution, default).WaitAsync(TimeSpan.FromSeconds(20));

        var arn = (await harness.Api.ListMapRunsAsync(execution, All, default)).Items.Single().MapRunArn;
        var run = await harness.Api.DescribeMapRunAsync(arn, default);
        (ended.Status, ended.Error).Should().Be((ExecutionStatus.Failed, "States.ExceedToleratedFailureThreshold"));
        run.Status.Should().Be(MapRunStatus.Failed);
        (run.Executions!.Failed, run.Executions.Aborted).Should().Be((1, 2));
    }

    [Fact]
    public async Task Redrive_ChildrenFailed_OnlyThoseRunAgain()
    {
        var broken = true;
        var functions = new TestFunctions().On("work", call =>
            broken && call.Parameters.ToString() == "2" ? ServiceResult.Failure("Boom", null) : ServiceResult.Success(call.Parameters));
        await using var harness = await StartAsync(functions);
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Work(""" "MaxConcurrency": 1, """)), input: "[1,2,3]");
        await harness.RunToRestAsync();
        var arn = (await harness.Api.ListMapRunsAsync(execution, All, default)).Items.Single().MapRunArn;
        var failed = (await harness.Api.ListExecutionsAsync(new(null, ExecutionStatus.Failed, All) { MapRunArn = arn }, default)).Items.Single();
        var child = await harness.Api.DescribeExecutionAsync(failed.ExecutionArn, default);

        broken = false;
        harness.Clock.Advance(TimeSpan.FromMinutes(1));
        _ = await harness.Api.RedriveExecutionAsync(execution, null, default);
        await harness.RunToRestAsync();

        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        var run = await harness.Api.DescribeMapRunAsync(arn, default);
        (ended.Status, ended.Output!.ToString()).Should().Be((ExecutionStatus.Succeeded, "[1,2,3]"));
        (run.Status, run.RedriveCount, run.Executions!.Succeeded).Should().Be((MapRunStatus.Succeeded, 1, 3));
        functions.Calls.Should().HaveCount(4, "the first had succeeded, the second ran twice, the third had not begun");
        child.RedriveStatus.Should().Be(RedriveStatus.RedrivableByMapRun);
        (await harness.Api.ListMapRunsAsync(execution, All, default)).Items.Should().ContainSingle("the same run goes on");
        (await harness.HistoryAsync(execution)).Select(e => e.Type).Should().ContainInOrder(HistoryEventType.ExecutionRedriven, HistoryEventType.MapRunRedriven, HistoryEventType.MapRunSucceeded);
    }

    [Fact]
    public async Task Stop_ChildrenRun_AreStoppedToo()
    {
        await using var harness = await StartAsync(Echoing());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Pause(""" "MaxConcurrency": 2, """)), input: "[1,2,3]");
        _ = await harness.Engine.Idle.WhenIdleAsync(default);

        _ = await harness.Api.StopExecutionAsync(execution, null, null, default);
        await harness.RunToRestAsync();

        var run = (await harness.Api.ListMapRunsAsync(execution, All, default)).Items.Single();
        var told = await harness.Api.DescribeMapRunAsync(run.MapRunArn, default);
        told.Status.Should().Be(MapRunStatus.Aborted);
        told.Executions.Should().Be(new MapRunTally(3, 1, 0, 0, 0, 0, 2, 0));
        harness.Engine.ResidentExecutions.Should().Be(0);
    }

    [Fact]
    public async Task Run_NoItems_SucceedsWithoutChildren()
    {
        await using var harness = await StartAsync(Echoing());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Echo(string.Empty)), input: "[]");
        await harness.RunToRestAsync();

        (await harness.Api.DescribeExecutionAsync(execution, default)).Output!.ToString().Should().Be("[]");
    }

    [Fact]
    public async Task Run_BatchesOfACsvFile_ResultsAreWrittenAsFiles()
    {
        _objects["in/rows.csv"] = "id,name\n1,Ann\n2,\"Bo, jr\"\n3,Cy\n";
        await using var harness = await StartAsync(Echoing());
        var machine = await harness.CreateAsync(MapMachines.Echo("""
            "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "in", "Key.$": "$.key" }, "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" } },
            "ItemSelector": { "n.$": "$$.Map.Item.Index", "of.$": "$$.Map.Item.Value.name", "from.$": "$$.Map.Item.Source" },
            "ItemBatcher": { "MaxItemsPerBatch": 2, "BatchInput": { "day.$": "$.day" } },
            "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "out", "Prefix": "jobs" } },
            """));
        var execution = await harness.StartExecutionAsync(machine, input: """{"key":"rows.csv","day":"Monday"}""");
        await harness.RunToRestAsync();

        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        var arn = (await harness.Api.ListMapRunsAsync(execution, All, default)).Items.Single().MapRunArn;
        var name = arn[(arn.LastIndexOf(':') + 1)..];
        var children = (await harness.Api.ListExecutionsAsync(new(null, null, All) { MapRunArn = arn }, default)).Items;
        var run = await harness.Api.DescribeMapRunAsync(arn, default);
        ended.Output!.ToString().Should().Be($$$"""{"MapRunArn":"{{{arn}}}","ResultWriterDetails":{"Bucket":"out","Key":"jobs/{{{name}}}/manifest.json"}}""");
        _objects[$"out/jobs/{name}/manifest.json"].Should().Contain($"\"SUCCEEDED\":[{{\"Key\":\"jobs/{name}/SUCCEEDED_0.json\"").And.Contain("\"FAILED\":[]");
        _objects[$"out/jobs/{name}/SUCCEEDED_0.json"].Should().Contain("""{\"BatchInput\":{\"day\":\"Monday\"},\"Items\":[{\"n\":0,\"of\":\"Ann\",\"from\":\"S3://in/rows.csv\"},{\"n\":1,\"of\":\"Bo, jr\",\"from\":\"S3://in/rows.csv\"}]}""");
        children.Select(c => c.ItemCount).Should().Equal(1, 2);
        (run.Items!.Total, run.Executions!.Total).Should().Be((3, 2));
    }

    [Theory]
    [InlineData("JSON", "", """[1, {"a":2}]""", """[1,{"a":2}]""")]
    [InlineData("JSON", """ , "ItemsPointer": "/deep/rows" """, """{"deep":{"rows":[1,2]}}""", "[1,2]")]
    [InlineData("JSON", """ , "MaxItems": 1 """, "[1,2,3]", "[1]")]
    [InlineData("JSONL", "", "{\"a\":1}\n\n{\"a\":2}\n", """[{"a":1},{"a":2}]""")]
    [InlineData("CSV", """ , "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["H1"] """, "Value1,Value2\n,,,\nNull,None,\n   \n", """[{"H1":"Value1"},{"H1":""},{"H1":"Null"},{"H1":"   "}]""")]
    [InlineData("CSV", """ , "CSVHeaderLocation": "FIRST_ROW", "CSVDelimiter": "PIPE" """, "0|True|{}\ntrue|1\n", """[{"0":"true","True":"1","{}":""}]""")]
    public async Task Run_ItemsOfAnObject_AreReadInTheirForm(string type, string config, string content, string items)
    {
        _objects["in/items"] = content;
        await using var harness = await StartAsync(Echoing());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Echo(Reader(type, config))));
        await harness.RunToRestAsync();

        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        ended.Output!.ToString().Should().Be(items);
    }

    [Theory]
    [InlineData("JSON", "", "{\"a\":1}", "The items of S3://in/items cannot be read:*")]
    [InlineData("JSON", "", "[1,", "The items of S3://in/items cannot be read:*")]
    [InlineData("JSON", """ , "ItemsPointer": "/none" """, "{}", "*the ItemsPointer '/none' leads to nothing")]
    [InlineData("JSONL", "", "1\nnot\n", "*line 2 is not JSON:*")]
    [InlineData("CSV", """ , "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["H1", "H1", "H3"] """, "a,b,c\n", "CSV headers cannot contain duplicates.")]
    [InlineData("JSON", "", null, "There is no 'items' in 'in'.")]
    public async Task Run_ItemsCannotBeRead_RunFailsWithTheReason(string type, string config, string? content, string cause)
    {
        if (content is not null)
        {
            _objects["in/items"] = content;
        }

        await using var harness = await StartAsync(Echoing());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Echo(Reader(type, config))));
        await harness.RunToRestAsync();

        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        ended.Error.Should().Be("States.ItemReaderFailed");
        ended.Cause.Should().Match(cause);
        (await harness.HistoryAsync(execution)).Select(e => e.Type).Should().EndWith([HistoryEventType.MapRunStarted, HistoryEventType.MapRunFailed, HistoryEventType.MapStateFailed, HistoryEventType.ExecutionFailed]);
    }

    [Fact]
    public async Task Run_ObjectsOfABucket_AreTheItems()
    {
        (_objects["in/a/1.txt"], _objects["in/a/2.txt"], _objects["in/b/3.txt"]) = ("x", "yy", "z");
        await using var harness = await StartAsync(Echoing());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Echo(
            """ "ItemReader": { "Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": { "Bucket": "in", "Prefix": "a/" } }, "ItemSelector": { "k.$": "$$.Map.Item.Value.Key", "s.$": "$$.Map.Item.Value.Size" }, """)));
        await harness.RunToRestAsync();

        (await harness.Api.DescribeExecutionAsync(execution, default)).Output!.ToString().Should().Be("""[{"k":"a/1.txt","s":1},{"k":"a/2.txt","s":2}]""");
    }

    [Fact]
    public async Task Run_ResultsAreTooLarge_FailsAndSaysSo()
    {
        await using var harness = await StartAsync(Echoing());
        var item = $"\"{new string('x', 100_000)}\"";
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Echo(""" "ItemSelector": { "a.$": "$$.Map.Item.Value", "b.$": "$$.Map.Item.Value" }, """)), input: $"[{item},{item}]");
        await harness.RunToRestAsync();

        (await harness.Api.DescribeExecutionAsync(execution, default)).Error.Should().Be("States.DataLimitExceeded");
    }

    [Fact]
    public async Task Remove_EndedChildrenOfARun_StayAsLongAsItsExecution()
    {
        var store = Open();
        await using var harness = await EngineHarness.StartAsync(store, Echoing());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(MapMachines.Pause(""" "MaxConcurrency": 1, """)), input: "[1,2,3]");
        harness.Clock.SetUtcNow((await harness.Engine.Idle.WhenIdleAsync(default))!.Value);
        _ = await harness.Engine.Idle.WhenIdleAsync(default);
        var far = EngineHarness.Epoch.AddYears(1);

        var whileItRuns = await store.RemoveEndedAsync(far, 0, 100, default);
        await harness.RunToRestAsync();
        var last = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Wait, "other"));
        var ofTheExecution = await store.RemoveEndedAsync(far, 0, 100, default);
        var ofItsChildren = await store.RemoveEndedAsync(far, 0, 100, default);

        (whileItRuns.Removed, ofTheExecution.Removed, ofItsChildren.Removed).Should().Be((0, 1, 3));
        (await store.ReadCatalogAsync("map-run/", default)).Should().BeEmpty();
        (await store.ReadCatalogAsync("map-run-items/", default)).Should().BeEmpty();
        (await harness.Api.DescribeExecutionAsync(last, default)).Status.Should().Be(ExecutionStatus.Running);
        await harness.Invoking(h => h.Api.DescribeExecutionAsync(execution, default)).Should().ThrowAsync<StepFunctionsException>();
    }

    protected abstract IExecutionStore Open();

    private static TestFunctions Echoing() => new TestFunctions().On("work", call => ServiceResult.Success(call.Parameters));

    private static string Reader(string type, string config) =>
        $$""" "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "in", "Key": "items" }, "ReaderConfig": { "InputType": "{{type}}" {{config}} } }, """;

    private Task<EngineHarness> StartAsync(TestFunctions functions) => EngineHarness.StartAsync(Open(), functions, objects: _objects);
}
