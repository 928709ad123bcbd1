using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.StatusChanges;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Every start, end and redrive is told, in order, at least once, whatever becomes of the receiver and of the engine.</summary>
public abstract class StatusChangeContract
{
    [Fact]
    public async Task Publish_StartFailureAndRedrive_AreToldInOrderInEventBridgesShape()
    {
        var calls = 0;
        var functions = new TestFunctions().On("book", call => ++calls == 1 ? ServiceResult.Failure("Down", "for now") : ServiceResult.Success(Payload.FromText("7")));
        var sink = new Sink();
        await using var engine = await StartAsync(Open(), functions, sink);
        var execution = await StartExecutionAsync(engine);
        await engine.Api.WaitForEndAsync(execution, default);
        _ = await engine.Api.RedriveExecutionAsync(execution, null, default);
        await engine.Api.WaitForEndAsync(execution, default);

        var events = await sink.WaitForAsync(4);

        events.Select(e => e.Status).Should().Equal("RUNNING", "FAILED", "RUNNING", "SUCCEEDED");
        events.Select(e => e.Id).Should().OnlyHaveUniqueItems();
        var machine = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";
        Masked(events[1]).Should().Be(
            $$$"""
            {"version":"0","id":"*","detail-type":"Step Functions Execution Status Change","source":"aws.states","account":"123456789012","time":"2030-01-01T00:00:00Z","region":"us-east-1","resources":["{{{execution}}}"],"detail":{"executionArn":"{{{execution}}}","stateMachineArn":"{{{machine}}}","name":"o-1","status":"FAILED","startDate":1893456000000,"stopDate":1893456000000,"input":"{\"a\":1}","inputDetails":{"included":true},"output":null,"outputDetails":null,"stateMachineVersionArn":null,"stateMachineAliasArn":null,"redriveCount":0,"redriveDate":null,"redriveStatus":"REDRIVABLE","redriveStatusReason":null,"error":"Down","cause":"for now"}}
            """);
        using var last = JsonDocument.Parse(events[3].Utf8Json);
        last.RootElement.GetProperty("detail").GetProperty("output").GetString().Should().Be("7");
        last.RootElement.GetProperty("detail").GetProperty("redriveCount").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Publish_ReceiverFailsForOneExecution_OthersAreToldAndItsOwnOrderHolds()
    {
        var refusals = 3;
        var sink = new Sink { Refuse = change => change.ExecutionArn.EndsWith(":o-1", StringComparison.Ordinal) && Interlocked.Decrement(ref refusals) >= 0 };
        await using var engine = await StartAsync(Open(), new TestFunctions().On("book", call => ServiceResult.Success(call.Parameters)), sink);

        await engine.Api.WaitForEndAsync(await StartExecutionAsync(engine, "o-1"), default);
        await engine.Api.WaitForEndAsync(await StartExecutionAsync(engine, "o-2"), default);
        var events = await sink.WaitForAsync(4);

        events.Where(e => e.ExecutionArn.EndsWith(":o-1", StringComparison.Ordinal)).Select(e => e.Status).Should().Equal("RUNNING", "SUCCEEDED");
        events.Where(e => e.ExecutionArn.EndsWith(":o-2", StringComparison.Ordinal)).Select(e => e.Status).Should().Equal("RUNNING", "SUCCEEDED");
    }

    [Fact]
    public async Task Publish_ReceiverDownUntilTheNextStart_NothingIsLost()
    {
        var down = new Sink { Refuse = _ => true };
        await using (var first = await StartAsync(Open(), new TestFunctions().On("book", call => ServiceResult.Success(call.Parameters)), down))
        {
            for (var i = 0; i < 300; i++)
            {
                await first.Api.WaitForEndAsync(await StartExecutionAsync(first, $"o-{i}"), default);
            }
        }

        var up = new Sink();
        await using var second = await StartAsync(Open(), new TestFunctions(), up);
        var events = await up.WaitForAsync(600);

        events.GroupBy(e => e.ExecutionArn).Should().HaveCount(300).And.OnlyContain(group => group.Select(e => e.Status).SequenceEqual(new[] { "RUNNING", "SUCCEEDED" }));
        down.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task Publish_NobodyListens_LeavesNothingBehind()
    {
        var store = Open();
        await using var engine = await StartAsync(store, new TestFunctions().On("book", call => ServiceResult.Success(call.Parameters)), sink: null);

        await engine.Api.WaitForEndAsync(await StartExecutionAsync(engine), default);

        (await store.ReadOutboxAsync(0, 10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Publish_DataLargerThanAnEvent_IsLeftOutAndSaidSo()
    {
        var sink = new Sink();
        await using var engine = await StartAsync(Open(), new TestFunctions().On("book", _ => ServiceResult.Success(Payload.FromText("1"))), sink);

        _ = await StartExecutionAsync(engine, input: "\"" + new string('x', 255_000) + "\"");
        var events = await sink.WaitForAsync(2);

        using var ended = JsonDocument.Parse(events[1].Utf8Json);
        var detail = ended.RootElement.GetProperty("detail");
        detail.GetProperty("input").ValueKind.Should().Be(JsonValueKind.Null);
        detail.GetProperty("inputDetails").ToString().Should().Be("""{"included":false}""");
        detail.GetProperty("output").GetString().Should().Be("1");
    }

    /// <summary>The same store each time.</summary>
    protected abstract IExecutionStore Open();

    private static string Masked(StatusChange change) => System.Text.Encoding.UTF8.GetString(change.Utf8Json.Span).Replace(change.Id, "*", StringComparison.Ordinal);

    private static Task<EmbeddedEngine> StartAsync(IExecutionStore store, IServiceIntegration functions, IStatusChangeSink? sink) => EmbeddedEngine.StartAsync(new EngineParts(store)
    {
        Clock = new FakeTimeProvider(EngineHarness.Epoch),
        Integrations = [functions],
        StatusChanges = sink,
        Entropy = new SeededEntropySource(store.LastExecutionId == 0 ? 1 : 2),
        Options = new EngineOptions { ShutdownGrace = TimeSpan.Zero },
    });

    private static async Task<string> StartExecutionAsync(EmbeddedEngine engine, string name = "o-1", string input = """{"a":1}""")
    {
        var machine = await engine.Api.CreateStateMachineAsync(new CreateStateMachineRequest("orders", Machines.OneTask, EngineHarness.Role, StateMachineType.Standard), default);
        return (await engine.Api.StartExecutionAsync(new StartExecutionRequest(machine.StateMachineArn, name, input), default)).ExecutionArn;
    }

    private sealed class Sink : IStatusChangeSink
    {
        private readonly Channel<StatusChange> _arrived = Channel.CreateUnbounded<StatusChange>();

        public Func<StatusChange, bool> Refuse { get; init; } = _ => false;

        public bool IsEmpty => _arrived.Reader.Count == 0;

        public Task PublishAsync(StatusChange change, CancellationToken cancellationToken) =>
            Refuse(change) ? throw new HttpRequestException("503") : _arrived.Writer.WriteAsync(change, cancellationToken).AsTask();

        public async Task<StatusChange[]> WaitForAsync(int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var events = new List<StatusChange>();
            while (events.Count < count)
            {
                events.Add(await _arrived.Reader.ReadAsync(patience.Token));
            }

            return [.. events];
        }
    }
}
