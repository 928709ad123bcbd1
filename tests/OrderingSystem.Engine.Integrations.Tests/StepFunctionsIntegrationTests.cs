using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations.Tests;

public sealed class StepFunctionsIntegrationTests
{
    private const string Optimised = "arn:aws:states:::states:startExecution";
    private const string Sdk = "arn:aws:states:::aws-sdk:sfn:";

    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData(Optimised, true, false)]
    [InlineData(Optimised + ".sync", true, false)]
    [InlineData(Optimised + ".sync:2", true, false)]
    [InlineData(Sdk + "startExecution", false, true)]
    [InlineData(Sdk + "stopExecution", false, true)]
    [InlineData(Sdk + "stopExecution.waitForTaskToken", false, true)]
    [InlineData(Sdk + "createStateMachine", false, false)]
    [InlineData("arn:aws:states:::lambda:invoke", false, false)]
    public void Handles_Resource_OnlyItsOwn(string arn, bool optimised, bool sdk)
    {
        new StepFunctionsIntegration(EngineAsync).Handles(Resource(arn)).Should().Be(optimised);
        new SfnSdkIntegration(EngineAsync).Handles(Resource(arn)).Should().Be(sdk);
    }

    [Theory]
    [InlineData(Optimised)]
    [InlineData(Sdk + "startExecution")]
    public async Task StartExecution_InputAsJson_IsHandedOnAsText(string arn)
    {
        var output = await SucceedAsync(arn, $$$"""{"StateMachineArn":"{{{FakeEngine.StateMachineArn}}}","Name":"o-1","Input":{"a":[1,"ä"]} }""");

        _engine.Calls.Should().ContainSingle().Which.Should().Equal(new StartExecutionRequest(FakeEngine.StateMachineArn, "o-1", """{"a":[1,"ä"]}"""));
        output["ExecutionArn"].Should().Be(JsonValue.Of(FakeEngine.ExecutionArn));
        output["StartDate"]!.ToString().Should().Be(arn == Optimised ? "1767323045678" : "\"2026-01-02T03:04:05.678Z\"");
    }

    [Fact]
    public async Task StartExecution_InputAsTextOrMissing_IsHandedOnAsItIs()
    {
        await SucceedAsync(Sdk + "startExecution", """{"StateMachineArn":"m","Input":"{\"a\":1}"}""");
        await SucceedAsync(Sdk + "startExecution", """{"StateMachineArn":"m"}""");

        _engine.Calls[0].Should().Equal(new StartExecutionRequest("m", null, """{"a":1}"""));
        _engine.Calls[1].Should().Equal(new StartExecutionRequest("m", null, null));
    }

    [Fact]
    public async Task StartExecution_NoName_IsNamedAfterTheTaskSoThatACrashStartsNothingTwice()
    {
        await SucceedAsync(Optimised, """{"StateMachineArn":"m"}""");
        await SucceedAsync(Optimised + ".sync:2", """{"StateMachineArn":"m"}""");

        var (first, second) = ((StartExecutionRequest)_engine.Calls[0][0]!, (StartExecutionRequest)_engine.Calls[1][0]!);
        first.Name.Should().NotBeNull().And.Be(second.Name);
        first.AwaitedBy.Should().BeNull();
        second.AwaitedBy.Should().Be(new Nested.AwaitingTask("arn:e", 1, IsSecondForm: true));
    }

    [Fact]
    public async Task StopExecution_AnswersWithTheDate()
    {
        var output = await SucceedAsync(Sdk + "stopExecution", """{"ExecutionArn":"e","Error":"Oops","Cause":"why"}""");

        _engine.Calls.Should().ContainSingle().Which.Should().Equal("e", "Oops", "why");
        output.ToString().Should().Be("""{"StopDate":"2026-01-02T03:04:05.678Z"}""");
    }

    [Fact]
    public async Task DescribeExecution_AnswersInPascalCaseWithPayloadsAsText()
    {
        var output = await SucceedAsync(Sdk + "describeExecution", """{"ExecutionArn":"e"}""");

        output["Status"].Should().Be(JsonValue.Of("SUCCEEDED"));
        output["Input"].Should().Be(JsonValue.Of("""{ "a": 1 }"""));
        output["Output"].Should().Be(JsonValue.Of("""{"b":"ä"}"""));
        output["Error"].Should().BeNull();
    }

    [Theory]
    [InlineData("sendTaskSuccess", """{"TaskToken":"t","Output":{"ok":true}}""")]
    [InlineData("sendTaskFailure", """{"TaskToken":"t","Error":"E"}""")]
    [InlineData("sendTaskHeartbeat", """{"TaskToken":"t"}""")]
    public async Task SendTask_AnswersWithNothing(string action, string parameters)
    {
        var output = await SucceedAsync(Sdk + action, parameters);

        output.ToString().Should().Be("{}");
        _engine.Calls.Should().ContainSingle().Which[0].Should().Be("t");
    }

    [Theory]
    [InlineData(Optimised, "StepFunctions.ExecutionAlreadyExistsException")]
    [InlineData(Sdk + "startExecution", "Sfn.ExecutionAlreadyExistsException")]
    public async Task Refusal_IsNamedAsTheServiceNamesIt(string arn, string error)
    {
        _engine.Refusal = StepFunctionsException.ExecutionAlreadyExists("e");

        var result = await CallAsync(arn, """{"StateMachineArn":"m"}""");

        var failure = result.Should().BeOfType<ServiceFailed>().Which.Error;
        failure.Name.Should().Be(error);
        failure.Cause.Should().Be("Execution Already Exists: 'e' " + (arn == Optimised
            ? "(Service: AWSStepFunctions; Status Code: 400; Error Code: ExecutionAlreadyExists; Request ID: n/a; Proxy: null)"
            : "(Service: Sfn, Status Code: 400, Request ID: n/a) (SDK Attempt Count: 1)"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"StateMachineArn":5}""")]
    public async Task Parameters_ThatAreNone_FailWithoutACall(string parameters)
    {
        var result = await CallAsync(Optimised, parameters);

        result.Should().BeOfType<ServiceFailed>();
        _engine.Calls.Should().BeEmpty();
    }

    private static TaskResource Resource(string arn) =>
        TaskResource.TryParse(arn, out var resource) ? resource : throw new InvalidOperationException($"'{arn}' is not understood.");

    private Task<IStepFunctionsEngine> EngineAsync(CancellationToken cancellationToken) => Task.FromResult<IStepFunctionsEngine>(_engine);

    private async Task<JsonObject> SucceedAsync(string arn, string parameters) =>
        (JsonObject)(await CallAsync(arn, parameters)).Should().BeOfType<ServiceSucceeded>().Which.Output.Value;

    private Task<ServiceResult> CallAsync(string arn, string parameters)
    {
        var facts = new ExecutionFacts("arn:e", "e", "arn:m", "m", "d", null, default, Payload.EmptyObject, null);
        var task = new StartTask(1, "Start", 0, Resource(arn), Payload.FromText(parameters), null, null, null, null);
        var call = new ServiceCall(facts, task);
        IServiceIntegration integration = arn.StartsWith(Sdk, StringComparison.Ordinal) ? new SfnSdkIntegration(EngineAsync) : new StepFunctionsIntegration(EngineAsync);
        return integration.InvokeAsync(call, CancellationToken.None);
    }
}
