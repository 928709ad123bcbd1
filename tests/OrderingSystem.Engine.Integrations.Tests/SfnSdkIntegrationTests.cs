using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.Engine.Integrations.Tests;

public sealed class SfnSdkIntegrationTests
{
    private const string Sdk = "arn:aws:states:::aws-sdk:sfn:";
    private const string Machine = FakeEngine.StateMachineArn;
    private const string Routing = $$"""[{"StateMachineVersionArn":"{{Machine}}:1","Weight":100}]""";
    private const string Pass = """{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}""";

    /// <summary>Each operation, parameters as a definition has them, and what its answer begins with.</summary>
    private static readonly (string Action, string Parameters, string Answer)[] Operations =
    [
        ("createActivity", """{"Name":"pack","Tags":[{"Key":"team","Value":"shipping"}]}""", """{"ActivityArn":"""),
        ("createStateMachine", $$$"""{"Name":"m","RoleArn":"arn:aws:iam::123456789012:role/r","Definition":{{{Pass}}},"LoggingConfiguration":{"Level":"OFF"}}""", """{"CreationDate":"2026-01-02T03:04:05.678Z","StateMachineArn":"""),
        ("createStateMachineAlias", $$"""{"Name":"live","RoutingConfiguration":{{Routing}}}""", """{"CreationDate":"2026-01-02T03:04:05.678Z","StateMachineAliasArn":"""),
        ("deleteActivity", $$"""{"ActivityArn":"{{FakeEngine.ActivityArn}}"}""", "{}"),
        ("deleteStateMachine", $$"""{"StateMachineArn":"{{Machine}}"}""", "{}"),
        ("deleteStateMachineAlias", $$"""{"StateMachineAliasArn":"{{Machine}}:live"}""", "{}"),
        ("deleteStateMachineVersion", $$"""{"StateMachineVersionArn":"{{Machine}}:1"}""", "{}"),
        ("describeActivity", $$"""{"ActivityArn":"{{FakeEngine.ActivityArn}}"}""", """{"ActivityArn":"""),
        ("describeExecution", $$"""{"ExecutionArn":"{{FakeEngine.ExecutionArn}}"}""", """{"ExecutionArn":"""),
        ("describeMapRun", $$"""{"MapRunArn":"{{FakeEngine.MapRunArn}}"}""", """{"ExecutionArn":"""),
        ("describeStateMachine", $$"""{"StateMachineArn":"{{Machine}}"}""", """{"CreationDate":"""),
        ("describeStateMachineAlias", $$"""{"StateMachineAliasArn":"{{Machine}}:live"}""", """{"CreationDate":"""),
        ("describeStateMachineForExecution", $$"""{"ExecutionArn":"{{FakeEngine.ExecutionArn}}"}""", """{"Definition":"""),
        ("getActivityTask", $$"""{"ActivityArn":"{{FakeEngine.ActivityArn}}","WorkerName":"w"}""", """{"Input":"{ \"a\": 1 }","TaskToken":"token"}"""),
        ("getExecutionHistory", $$"""{"ExecutionArn":"{{FakeEngine.ExecutionArn}}","MaxResults":10,"ReverseOrder":true,"IncludeExecutionData":false}""", """{"Events":[]"""),
        ("listActivities", "{}", """{"Activities":[{"ActivityArn":"""),
        ("listExecutions", $$"""{"StateMachineArn":"{{Machine}}","StatusFilter":"RUNNING"}""", """{"Executions":[{"ExecutionArn":"""),
        ("listMapRuns", $$"""{"ExecutionArn":"{{FakeEngine.ExecutionArn}}"}""", """{"MapRuns":[{"ExecutionArn":"""),
        ("listStateMachineAliases", $$"""{"StateMachineArn":"{{Machine}}"}""", """{"StateMachineAliases":[{"CreationDate":"""),
        ("listStateMachineVersions", $$"""{"StateMachineArn":"{{Machine}}"}""", """{"NextToken":"next","StateMachineVersions":[{"CreationDate":"""),
        ("listStateMachines", """{"MaxResults":5}""", """{"NextToken":"next","StateMachines":[{"CreationDate":"""),
        ("listTagsForResource", $$"""{"ResourceArn":"{{Machine}}"}""", """{"Tags":[{"Key":"team","Value":"shipping"}]}"""),
        ("publishStateMachineVersion", $$"""{"StateMachineArn":"{{Machine}}"}""", """{"CreationDate":"""),
        ("redriveExecution", $$"""{"ExecutionArn":"{{FakeEngine.ExecutionArn}}"}""", """{"RedriveDate":"2026-01-02T03:04:05.678Z"}"""),
        ("sendTaskFailure", """{"TaskToken":"t","Error":"E"}""", "{}"),
        ("sendTaskHeartbeat", """{"TaskToken":"t"}""", "{}"),
        ("sendTaskSuccess", """{"TaskToken":"t","Output":{"ok":true}}""", "{}"),
        ("startExecution", $$"""{"StateMachineArn":"{{Machine}}","Input":{"a":[1,"ä"]} }""", """{"ExecutionArn":"""),
        ("startSyncExecution", $$"""{"StateMachineArn":"{{Machine}}"}""", """{"BillingDetails":{"BilledDurationInMilliseconds":1000,"BilledMemoryUsedInMB":64},"Cause":"""),
        ("stopExecution", $$"""{"ExecutionArn":"{{FakeEngine.ExecutionArn}}","Error":"Oops","Cause":"why"}""", """{"StopDate":"2026-01-02T03:04:05.678Z"}"""),
        ("tagResource", $$"""{"ResourceArn":"{{Machine}}","Tags":[{"Key":"a","Value":"b"}]}""", "{}"),
        ("testState", """{"Definition":{"Type":"Pass","End":true},"Variables":{"x":1}}""", """{"NextState":"Next","Output":"1","Status":"SUCCEEDED"}"""),
        ("untagResource", $$"""{"ResourceArn":"{{Machine}}","TagKeys":["a"]}""", "{}"),
        ("updateMapRun", $$"""{"MapRunArn":"{{FakeEngine.MapRunArn}}","MaxConcurrency":3}""", "{}"),
        ("updateStateMachine", $$"""{"StateMachineArn":"{{Machine}}","Definition":{{Pass}}}""", """{"RevisionId":"""),
        ("updateStateMachineAlias", $$"""{"StateMachineAliasArn":"{{Machine}}:live","RoutingConfiguration":{{Routing}}}""", """{"UpdateDate":"""),
        ("validateStateMachineDefinition", $$"""{"Definition":{{Pass}}}""", """{"Diagnostics":[],"Result":"OK","Truncated":false}"""),
    ];

    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData(Sdk + "startExecution", true)]
    [InlineData(Sdk + "stopExecution.waitForTaskToken", true)]
    [InlineData(Sdk + "updateMapRun", true)]
    [InlineData(Sdk + "StartExecution", false)]
    [InlineData(Sdk + "startExecution.sync", false)]
    [InlineData(Sdk + "pauseExecution", false)]
    [InlineData("arn:aws:states:::states:startExecution", false)]
    public void Handles_Resource_OnlyItsOwn(string arn, bool handled)
    {
        Integration().Handles(ServiceCalls.Resource(arn)).Should().Be(handled);
    }

    [Fact]
    public async Task EveryOperation_AnswersInPascalCaseAndIsoTimes()
    {
        Operations.Should().HaveCount(37);
        foreach (var (action, parameters, answer) in Operations)
        {
            Integration().Handles(ServiceCalls.Resource(Sdk + action)).Should().BeTrue(action);
            (await SucceedAsync(action, parameters)).ToString().Should().StartWith(answer, action);
        }
    }

    [Fact]
    public async Task Members_OfJson_AreHandedOnAsText()
    {
        await SucceedAsync("startExecution", $$"""{"StateMachineArn":"{{Machine}}","Name":"o-1","Input":{"a":[1,"ä"]} }""");
        await SucceedAsync("startExecution", $$"""{"StateMachineArn":"{{Machine}}","Input":"{\"a\":1}"}""");
        await SucceedAsync("startExecution", $$"""{"StateMachineArn":"{{Machine}}","Input":null}""");
        await SucceedAsync("sendTaskSuccess", """{"TaskToken":"t","Output":7}""");

        _engine.Calls[0].Should().Equal(new StartExecutionRequest(Machine, "o-1", """{"a":[1,"ä"]}"""));
        _engine.Calls[1].Should().Equal(new StartExecutionRequest(Machine, null, """{"a":1}"""));
        _engine.Calls[2].Should().Equal(new StartExecutionRequest(Machine, null, null));
        _engine.Calls[3].Should().Equal("t", "7");
    }

    [Fact]
    public async Task DescribeExecution_PayloadsStayText()
    {
        var output = await SucceedAsync("describeExecution", $$"""{"ExecutionArn":"{{FakeEngine.ExecutionArn}}"}""");

        output["Status"].Should().Be(JsonValue.Of("SUCCEEDED"));
        output["Input"].Should().Be(JsonValue.Of("""{ "a": 1 }"""));
        output["InputDetails"]!.ToString().Should().Be("""{"Included":true}""");
        output["Output"].Should().Be(JsonValue.Of("""{"b":"ä"}"""));
        output["StopDate"].Should().Be(JsonValue.Of("2026-01-02T03:04:07.678Z"));
        output["Error"].Should().BeNull();
    }

    [Fact]
    public async Task Refusal_OfTheEngine_IsNamedAsTheSdkNamesIt()
    {
        _engine.Refusal = StepFunctionsException.ExecutionAlreadyExists("e");
        var refused = await FailAsync("startExecution", $$"""{"StateMachineArn":"{{Machine}}"}""");
        _engine.Refusal = StepFunctionsException.Throttling();
        var throttled = await FailAsync("startExecution", $$"""{"StateMachineArn":"{{Machine}}"}""");

        refused.Should().Be(new StatesError(
            "Sfn.ExecutionAlreadyExistsException", "Execution Already Exists: 'e' (Service: Sfn, Status Code: 400, Request ID: n/a) (SDK Attempt Count: 1)"));
        throttled.Name.Should().Be("Sfn.SfnException");
    }

    [Theory]
    [InlineData("describeExecution", """{"ExecutionArn":"e"}""", "Sfn.InvalidArnException", "Invalid Arn: 'Invalid ARN prefix: e' (Service: Sfn,")]
    [InlineData("describeExecution", "{}", "Sfn.ValidationException", "1 validation error detected: Value null at 'executionArn' failed")]
    [InlineData("describeExecution", """{"ExecutionArn":5}""", "Sfn.SfnException", "NUMBER_VALUE cannot be converted to String")]
    [InlineData("describeExecution", """{"executionArn":"e"}""", "States.Runtime", "[The field 'executionArn' is not supported by Step Functions]")]
    [InlineData("tagResource", """{"ResourceArn":"r","Tags":[{"key":"a"}]}""", "States.Runtime", "[The field 'key' is not supported by Step Functions]")]
    [InlineData("describeExecution", "[]", "States.Runtime", "must be an object")]
    public async Task Parameters_ThatTheOperationDoesNotTake_FailWithoutACall(string action, string parameters, string error, string cause)
    {
        var failure = await FailAsync(action, parameters);

        failure.Name.Should().Be(error);
        failure.Cause.Should().Contain(cause);
        _engine.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task StateMachine_MakesAndRunsAnother_OnTheEngineThatRunsIt()
    {
        const string Maker = """
            { "StartAt": "Make", "States": {
                "Make": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:createStateMachine", "ResultPath": "$.made", "Next": "Tag", "Parameters": {
                    "Name": "made", "Type": "EXPRESS", "RoleArn": "arn:aws:iam::123456789012:role/r", "Definition": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } } },
                "Tag": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:tagResource", "ResultPath": null, "Next": "Run", "Parameters": {
                    "ResourceArn.$": "$.made.StateMachineArn", "Tags": [ { "Key": "made", "Value": "by a machine" } ] } },
                "Run": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:startSyncExecution", "ResultPath": "$.run", "Next": "Missing", "Parameters": {
                    "StateMachineArn.$": "$.made.StateMachineArn", "Input": { "n.$": "$.n" } } },
                "Missing": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:describeActivity", "End": true, "Parameters": { "ActivityArn": "arn:aws:states:us-east-1:123456789012:activity:none" },
                    "Catch": [ { "ErrorEquals": [ "Sfn.ActivityDoesNotExistException" ], "ResultPath": null, "Next": "Tags" } ] },
                "Tags": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:listTagsForResource", "End": true, "ResultPath": "$.tags", "Parameters": {
                    "ResourceArn.$": "$.made.StateMachineArn" } } } }
            """;
        var started = new TaskCompletionSource<IStepFunctionsEngine>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var store = new InMemoryExecutionStore();
        await using var engine = await EmbeddedEngine.StartAsync(
            new EngineParts(store) { Integrations = [new SfnSdkIntegration(new StepFunctionsOperations(started.Task.WaitAsync))] });
        started.SetResult(engine.Api);
        var machine = await engine.Api.CreateStateMachineAsync(new CreateStateMachineRequest("maker", Maker, "arn:aws:iam::123456789012:role/r", StateMachineType.Standard), default);

        var execution = await engine.Api.StartExecutionAsync(new StartExecutionRequest(machine.StateMachineArn, null, """{"n":7}"""), default);
        var ended = await engine.Api.WaitForEndAsync(execution.ExecutionArn, default).WaitAsync(TimeSpan.FromMinutes(1));

        ended.Error.Should().BeNull(ended.Cause);
        var output = (JsonObject)ended.Output!.Value;
        ((JsonObject)output["run"]!)["Output"].Should().Be(JsonValue.Of("""{"n":7}"""));
        output["tags"]!.ToString().Should().Be("""{"Tags":[{"Key":"made","Value":"by a machine"}]}""");
    }

    private SfnSdkIntegration Integration() => new(new StepFunctionsOperations(_ => Task.FromResult<IStepFunctionsEngine>(_engine)));

    private Task<JsonObject> SucceedAsync(string action, string parameters) => Integration().SucceedAsync(Sdk + action, parameters);

    private Task<StatesError> FailAsync(string action, string parameters) => Integration().FailAsync(Sdk + action, parameters);
}
