using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Tests.Aws.StepFunctions;
using OrderingSystem.Infrastructure.Workflow;

namespace OrderingSystem.Infrastructure.Tests.Workflow;

public sealed class StepFunctionsOrderProgressTests : IDisposable
{
    private const string MachineArn = "arn:aws:states:eu-west-1:123456789012:stateMachine:order";
    private const string DoesNotExist = """{"__type":"com.amazonaws.stepfunctions#ExecutionDoesNotExist","message":"Execution does not exist."}""";

    private static readonly OrderId Id = OrderId.FromIdempotencyKey("a");

    private readonly StubTransport _transport = new();

    [Theory]
    [InlineData("TaskSubmitted", true)]
    [InlineData("WaitStateEntered", false)]
    public async Task Find_RunningExecution_ReadsItsLastEventAlone(string type, bool awaitsToken)
    {
        _transport.Answers(HttpStatusCode.OK, LastEvent(type));

        var progress = await Progress().FindAsync(Placed, default);

        progress.Should().Be(new OrderProgress(Id.Value, IsRunning: true, awaitsToken, Samples.Start));
        var request = JsonNode.Parse(_transport.Requests.Single().Body)!;
        request["executionArn"]!.GetValue<string>().Should().Be($"arn:aws:states:eu-west-1:123456789012:execution:order:{Id}");
        request["reverseOrder"]!.GetValue<bool>().Should().BeTrue();
        request["maxResults"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task Find_OrderBeingCancelled_ReadsTheExecutionThatCancelsIt()
    {
        _transport.Answers(HttpStatusCode.OK, LastEvent("ExecutionAborted"));
        _transport.Answers(HttpStatusCode.OK, LastEvent("TaskScheduled"));

        var progress = await Progress().FindAsync(Placed, default);

        progress.Should().Be(new OrderProgress($"cancel-{Id}", IsRunning: true, AwaitsToken: false, Samples.Start));
    }

    [Fact]
    public async Task Find_EndedAndNeverCancelled_HasEnded()
    {
        _transport.Answers(HttpStatusCode.OK, LastEvent("ExecutionFailed"));
        _transport.Answers(HttpStatusCode.BadRequest, DoesNotExist);

        (await Progress().FindAsync(Placed, default)).Should().Be(new OrderProgress(Id.Value, IsRunning: false, AwaitsToken: false, Samples.Start) { EndedAs = "FAILED" });
    }

    [Fact]
    public async Task Find_NoExecution_IsNull()
    {
        _transport.Answers(HttpStatusCode.BadRequest, DoesNotExist);
        _transport.Answers(HttpStatusCode.BadRequest, DoesNotExist);

        (await Progress().FindAsync(Placed, default)).Should().BeNull();
    }

    public void Dispose() => _transport.Dispose();

    private static Order Placed => Samples.OrderOf("a") with { ExecutionArn = $"arn:aws:states:eu-west-1:123456789012:execution:order:{Id}" };

    private static string LastEvent(string type) => $$"""{"events":[{"id":9,"previousEventId":8,"timestamp":1772443815.123,"type":"{{type}}"}]}""";

    private StepFunctionsOrderProgress Progress() => new(
        _transport.CreateClient(new FakeTimeProvider(Samples.Start), configure: config => config.MaxErrorRetry = 0),
        Options.Create(new OrderWorkflowOptions { StateMachineArn = MachineArn }));
}
