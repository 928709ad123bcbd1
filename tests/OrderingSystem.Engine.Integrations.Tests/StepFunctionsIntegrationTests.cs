using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Tests;

public sealed class StepFunctionsIntegrationTests
{
    private const string Start = "arn:aws:states:::states:startExecution";

    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData(Start, true)]
    [InlineData(Start + ".sync", true)]
    [InlineData(Start + ".sync:2", true)]
    [InlineData("arn:aws:states:::aws-sdk:sfn:startExecution", false)]
    [InlineData("arn:aws:states:::lambda:invoke", false)]
    public void Handles_Resource_OnlyItsOwn(string arn, bool handled)
    {
        new StepFunctionsIntegration(EngineAsync).Handles(ServiceCalls.Resource(arn)).Should().Be(handled);
    }

    [Fact]
    public async Task StartExecution_InputAsJson_IsHandedOnAsText()
    {
        var output = await SucceedAsync(Start, $$$"""{"StateMachineArn":"{{{FakeEngine.StateMachineArn}}}","Name":"o-1","Input":{"a":[1,"ä"]} }""");

        _engine.Calls.Should().ContainSingle().Which.Should().Equal(new StartExecutionRequest(FakeEngine.StateMachineArn, "o-1", """{"a":[1,"ä"]}"""));
        output["ExecutionArn"].Should().Be(JsonValue.Of(FakeEngine.ExecutionArn));
        output["StartDate"]!.ToString().Should().Be("1767323045678");
    }

    [Fact]
    public async Task StartExecution_InputAsTextOrMissing_IsHandedOnAsItIs()
    {
        await SucceedAsync(Start, """{"StateMachineArn":"m","Name":"n","Input":"{\"a\":1}"}""");
        await SucceedAsync(Start, """{"StateMachineArn":"m","Name":"n"}""");

        _engine.Calls[0].Should().Equal(new StartExecutionRequest("m", "n", """{"a":1}"""));
        _engine.Calls[1].Should().Equal(new StartExecutionRequest("m", "n", null));
    }

    [Fact]
    public async Task StartExecution_NoName_IsNamedAfterTheTaskSoThatACrashStartsNothingTwice()
    {
        await SucceedAsync(Start, """{"StateMachineArn":"m"}""");
        await SucceedAsync(Start + ".sync:2", """{"StateMachineArn":"m"}""");

        var (first, second) = ((StartExecutionRequest)_engine.Calls[0][0]!, (StartExecutionRequest)_engine.Calls[1][0]!);
        first.Name.Should().NotBeNull().And.Be(second.Name);
        first.AwaitedBy.Should().BeNull();
        second.AwaitedBy.Should().Be(new Nested.AwaitingTask(ServiceCalls.Execution, 1, IsSecondForm: true));
    }

    [Fact]
    public async Task Refusal_IsNamedAsTheServiceNamesIt()
    {
        _engine.Refusal = StepFunctionsException.ExecutionAlreadyExists("e");

        var result = await CallAsync(Start, """{"StateMachineArn":"m"}""");

        var failure = result.Should().BeOfType<ServiceFailed>().Which.Error;
        failure.Name.Should().Be("StepFunctions.ExecutionAlreadyExistsException");
        failure.Cause.Should().Be(
            "Execution Already Exists: 'e' (Service: AWSStepFunctions; Status Code: 400; Error Code: ExecutionAlreadyExists; Request ID: n/a; Proxy: null)");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"StateMachineArn":5}""")]
    public async Task Parameters_ThatAreNone_FailWithoutACall(string parameters)
    {
        var result = await CallAsync(Start, parameters);

        result.Should().BeOfType<ServiceFailed>();
        _engine.Calls.Should().BeEmpty();
    }

    private Task<IStepFunctionsEngine> EngineAsync(CancellationToken cancellationToken) => Task.FromResult<IStepFunctionsEngine>(_engine);

    private Task<JsonObject> SucceedAsync(string arn, string parameters) => new StepFunctionsIntegration(EngineAsync).SucceedAsync(arn, parameters);

    private Task<ServiceResult> CallAsync(string arn, string parameters) => new StepFunctionsIntegration(EngineAsync).CallAsync(arn, parameters);
}
