using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Tests.Aws.StepFunctions;
using OrderingSystem.Infrastructure.Workflow;

namespace OrderingSystem.Infrastructure.Tests.Workflow;

public sealed class StepFunctionsOrderWorkflowTests : IDisposable
{
    private const string MachineArn = "arn:aws:states:eu-west-1:123456789012:stateMachine:order";

    private static readonly OrderId Id = OrderId.FromIdempotencyKey("a");
    private static readonly string ExecutionArn = $"arn:aws:states:eu-west-1:123456789012:execution:order:{Id}";
    private static readonly PlacedOrder Input = new(
        Id.Value, "hash", "admin", new PlacedOrderContent("C-0001", [new PlacedOrderItem("Tea – 茶", 2)]));

    private readonly StubTransport _transport = new();

    [Fact]
    public async Task Start_NewOrder_NamesTheExecutionAfterIt()
    {
        _transport.Answers(HttpStatusCode.OK, $$"""{"executionArn":"{{ExecutionArn}}","startDate":1772443815.123}""");

        var start = await Workflow().StartAsync(Id, Input, default);

        start.Should().Be(new WorkflowStart.Started(ExecutionArn, Samples.Start));
        var request = JsonNode.Parse(_transport.Requests.Single().Body)!;
        request["name"]!.GetValue<string>().Should().Be(Id.Value);
        request["stateMachineArn"]!.GetValue<string>().Should().Be(MachineArn);
        request["input"]!.GetValue<string>().Should().Be(
            $$$"""{"orderId":"{{{Id}}}","requestHash":"hash","placedBy":"admin","order":{"customerId":"C-0001","items":[{"description":"Tea – 茶","quantity":2}]}""" + "}");
    }

    [Fact]
    public async Task Start_NameInUse_SaysSo()
    {
        _transport.Answers(HttpStatusCode.BadRequest, Error("ExecutionAlreadyExists"));

        (await Workflow().StartAsync(Id, Input, default)).Should().Be(new WorkflowStart.NameTaken());
    }

    [Fact]
    public async Task Start_ServiceDown_IsUnavailable()
    {
        _transport.Fails(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        await FluentActions.Awaiting(() => Workflow().StartAsync(Id, Input, default)).Should().ThrowAsync<WorkflowUnavailableException>();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "InternalFailure")]
    [InlineData(HttpStatusCode.BadRequest, "ThrottlingException")]
    public async Task Start_ServiceAsksForPatience_IsUnavailable(HttpStatusCode status, string code)
    {
        _transport.Answers(status, Error(code));

        await FluentActions.Awaiting(() => Workflow().StartAsync(Id, Input, default)).Should().ThrowAsync<WorkflowUnavailableException>();
    }

    [Fact]
    public async Task Start_RequestOfOursRefused_PassesThroughAsTheFaultItIs()
    {
        _transport.Answers(HttpStatusCode.BadRequest, Error("StateMachineDoesNotExist"));

        await FluentActions.Awaiting(() => Workflow().StartAsync(Id, Input, default))
            .Should().ThrowAsync<Amazon.StepFunctions.Model.StateMachineDoesNotExistException>();
    }

    [Fact]
    public async Task Find_OurExecution_ReadsItsInput()
    {
        var input = JsonValue.Create($$"""{"orderId":"{{Id}}","requestHash":"hash","placedBy":"admin","order":{"customerId":"C-0001","items":[]},"later":1}""").ToJsonString();
        _transport.Answers(HttpStatusCode.OK, Described(input));

        var execution = await Workflow().FindAsync(Id, default);

        execution!.StartedAt.Should().Be(Samples.Start);
        execution.Input!.RequestHash.Should().Be("hash");
        JsonNode.Parse(_transport.Requests.Single().Body)!["executionArn"]!.GetValue<string>().Should().Be(ExecutionArn);
    }

    [Theory]
    [InlineData("\"{}\"")]
    [InlineData("\"[1,2]\"")]
    [InlineData("\"{\\\"orderId\\\":\\\"other\\\",\\\"requestHash\\\":\\\"h\\\",\\\"placedBy\\\":\\\"a\\\",\\\"order\\\":{\\\"customerId\\\":\\\"C-1\\\",\\\"items\\\":[]}}\"")]
    public async Task Find_ExecutionStartedByHand_HasNoInputOfOurs(string input)
    {
        _transport.Answers(HttpStatusCode.OK, Described(input));

        (await Workflow().FindAsync(Id, default))!.Input.Should().BeNull();
    }

    [Fact]
    public async Task Find_NoExecution_IsNull()
    {
        _transport.Answers(HttpStatusCode.BadRequest, Error("ExecutionDoesNotExist"));

        (await Workflow().FindAsync(Id, default)).Should().BeNull();
    }

    [Theory]
    [InlineData("TaskTimedOut")]
    [InlineData("TaskDoesNotExist")]
    [InlineData("InvalidToken")]
    public async Task SendTaskSuccess_TokenOfThePast_IsFalse(string code)
    {
        _transport.Answers(HttpStatusCode.BadRequest, Error(code));

        (await Workflow().SendTaskSuccessAsync(new TaskToken("t"), new DecisionOutput("retry"), default)).Should().BeFalse();
    }

    [Fact]
    public async Task SendTaskSuccess_WaitingTask_CarriesTheDecision()
    {
        _transport.Answers(HttpStatusCode.OK, "{}");

        (await Workflow().SendTaskSuccessAsync(new TaskToken("t"), new DecisionOutput("retry", "why", "olga", Samples.Start), default)).Should().BeTrue();

        var request = JsonNode.Parse(_transport.Requests.Single().Body)!;
        request["taskToken"]!.GetValue<string>().Should().Be("t");
        JsonNode.Parse(request["output"]!.GetValue<string>())!["decision"]!.GetValue<string>().Should().Be("retry");
    }

    [Theory]
    [InlineData("")]
    [InlineData("order")]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:order:1")]
    [InlineData("arn:aws:states:eu-west-1:123456789012:execution:order")]
    public void Options_OtherThanAStateMachinesArn_AreRefused(string arn) =>
        new OrderWorkflowOptions { StateMachineArn = arn }.IsValid.Should().BeFalse();

    public void Dispose() => _transport.Dispose();

    private static string Error(string code) => $$"""{"__type":"{{code}}","message":"as the test asked"}""";

    private static string Described(string inputJson) =>
        $$"""{"executionArn":"{{ExecutionArn}}","startDate":1772443815.123,"status":"RUNNING","stateMachineArn":"{{MachineArn}}","input":{{inputJson}}}""";

    private StepFunctionsOrderWorkflow Workflow() => new(
        _transport.CreateClient(new FakeTimeProvider(Samples.Start), configure: config => config.MaxErrorRetry = 0),
        Options.Create(new OrderWorkflowOptions { StateMachineArn = MachineArn }));
}
