using Amazon.StepFunctions;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.StatesLanguage.History;
using Sfn = Amazon.StepFunctions.Model;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>Each action from a signed request of the SDK's shape to the engine and back.</summary>
public sealed class ActionsTests : IAsyncLifetime
{
    private const string Token = "task-token";
    private static readonly DateTime Start = FakeEngine.Start.UtcDateTime;

    private EngineApiServer _server = null!;
    private AmazonStepFunctionsClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EngineApiServer.StartAsync();
        _client = _server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task StartExecution_WithAll_ReachesTheEngine()
    {
        var answer = await _client.StartExecutionAsync(new Sfn.StartExecutionRequest
        {
            StateMachineArn = FakeEngine.StateMachineArn + "#TestCase",
            Name = "o-1",
            Input = "{ \"a\": \"ä\" }",
            TraceHeader = "Root=1",
        });

        answer.ExecutionArn.Should().Be(FakeEngine.ExecutionArn);
        answer.StartDate.Should().Be(Start);
        Called().Should().Equal(new StartExecutionRequest(FakeEngine.StateMachineArn + "#TestCase", "o-1", "{ \"a\": \"ä\" }", "Root=1"));
    }

    [Fact]
    public async Task DescribeExecution_Succeeded_HasEveryMember()
    {
        var answer = await _client.DescribeExecutionAsync(new Sfn.DescribeExecutionRequest { ExecutionArn = FakeEngine.ExecutionArn });

        answer.Should().BeEquivalentTo(new
        {
            FakeEngine.ExecutionArn,
            FakeEngine.StateMachineArn,
            Name = "o-1",
            Status = Amazon.StepFunctions.ExecutionStatus.SUCCEEDED,
            StartDate = Start,
            StopDate = Start.AddSeconds(2),
            Input = """{ "a": 1 }""",
            Output = """{"b":"ä"}""",
            InputDetails = new { Included = true },
            OutputDetails = new { Included = true },
            RedriveCount = 0,
            RedriveStatus = ExecutionRedriveStatus.NOT_REDRIVABLE,
            RedriveStatusReason = "Execution is SUCCEEDED and cannot be redriven",
        });
    }

    [Fact]
    public async Task GetExecutionHistory_Reverse_WritesEventsAndPassesThePage()
    {
        _server.Engine.History = [new HistoryEvent(2, 1, FakeEngine.Start, StatesLanguage.History.HistoryEventType.ExecutionFailed, new ErrorDetails("E", "C"))];

        var answer = await _client.GetExecutionHistoryAsync(
            new Sfn.GetExecutionHistoryRequest { ExecutionArn = FakeEngine.ExecutionArn, ReverseOrder = true, MaxResults = 1000, NextToken = "n" });

        answer.Events.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Id = 2L, PreviousEventId = 1L, Timestamp = Start, Type = Amazon.StepFunctions.HistoryEventType.ExecutionFailed, ExecutionFailedEventDetails = new { Error = "E", Cause = "C" } });
        answer.NextToken.Should().BeNull();
        Called().Should().Equal(FakeEngine.ExecutionArn, true, new PageRequest(1000, "n"));
    }

    [Fact]
    public async Task ListExecutions_ByStatus_PassesTheFilter()
    {
        var answer = await _client.ListExecutionsAsync(
            new Sfn.ListExecutionsRequest { StateMachineArn = FakeEngine.StateMachineArn, StatusFilter = Amazon.StepFunctions.ExecutionStatus.TIMED_OUT });

        answer.NextToken.Should().Be("more");
        answer.Executions.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { FakeEngine.ExecutionArn, Status = Amazon.StepFunctions.ExecutionStatus.TIMED_OUT, StopDate = Start.AddSeconds(1), RedriveCount = 1, RedriveDate = Start.AddSeconds(1) });
        Called().Should().Equal(new ListExecutionsRequest(FakeEngine.StateMachineArn, StatesLanguage.Executions.ExecutionStatus.TimedOut, new PageRequest(0, null)));
    }

    [Fact]
    public async Task ListExecutions_PendingRedrive_IsEmptyWithoutAsking()
    {
        var answer = await _client.ListExecutionsAsync(
            new Sfn.ListExecutionsRequest { StateMachineArn = FakeEngine.StateMachineArn, StatusFilter = Amazon.StepFunctions.ExecutionStatus.PENDING_REDRIVE });

        answer.Executions.Should().BeEmpty();
        _server.Engine.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task StopAndRedrive_PassTheirArguments()
    {
        var stopped = await _client.StopExecutionAsync(new Sfn.StopExecutionRequest { ExecutionArn = FakeEngine.ExecutionArn, Error = "E", Cause = "C" });
        var redriven = await _client.RedriveExecutionAsync(new Sfn.RedriveExecutionRequest { ExecutionArn = FakeEngine.ExecutionArn, ClientToken = "t" });

        stopped.StopDate.Should().Be(Start);
        redriven.RedriveDate.Should().Be(Start);
        _server.Engine.Calls[0].Should().Equal(FakeEngine.ExecutionArn, "E", "C");
        _server.Engine.Calls[1].Should().Equal(FakeEngine.ExecutionArn, "t");
    }

    [Fact]
    public async Task SendTask_EachForm_ReachesTheEngine()
    {
        await _client.SendTaskSuccessAsync(new Sfn.SendTaskSuccessRequest { TaskToken = Token, Output = "[1, 2]" });
        await _client.SendTaskFailureAsync(new Sfn.SendTaskFailureRequest { TaskToken = Token });
        await _client.SendTaskHeartbeatAsync(new Sfn.SendTaskHeartbeatRequest { TaskToken = Token });

        _server.Engine.Calls[0].Should().Equal(Token, "[1, 2]");
        _server.Engine.Calls[1].Should().Equal([Token, null, null]);
        _server.Engine.Calls[2].Should().Equal(Token);
    }

    [Fact]
    public async Task SendTaskSuccess_OutputNotJson_IsInvalidOutput()
    {
        var call = () => _client.SendTaskSuccessAsync(new Sfn.SendTaskSuccessRequest { TaskToken = Token, Output = "not json" });

        await call.Should().ThrowAsync<Sfn.InvalidOutputException>();
        _server.Engine.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task StateMachines_CreateUpdateDescribeList_AreTheEngines()
    {
        var created = await _client.CreateStateMachineAsync(new Sfn.CreateStateMachineRequest
        {
            Name = "order",
            Definition = "{}",
            RoleArn = "arn:aws:iam::123456789012:role/r",
            Type = Amazon.StepFunctions.StateMachineType.EXPRESS,
            Tags = [new Sfn.Tag { Key = "k", Value = "v" }],
            LoggingConfiguration = new Sfn.LoggingConfiguration { Level = LogLevel.OFF, Destinations = [] },
        });
        var updated = await _client.UpdateStateMachineAsync(new Sfn.UpdateStateMachineRequest { StateMachineArn = FakeEngine.StateMachineArn, Definition = "{}" });
        var described = await _client.DescribeStateMachineAsync(new Sfn.DescribeStateMachineRequest { StateMachineArn = FakeEngine.StateMachineArn });
        var listed = await _client.ListStateMachinesAsync(new Sfn.ListStateMachinesRequest { MaxResults = 5 });

        created.StateMachineArn.Should().Be(FakeEngine.StateMachineArn);
        updated.RevisionId.Should().Be("revision-2");
        described.Should().BeEquivalentTo(new
        {
            Name = "order",
            Status = Amazon.StepFunctions.StateMachineStatus.ACTIVE,
            Definition = "{\"StartAt\": \"A\"}",
            Type = Amazon.StepFunctions.StateMachineType.STANDARD,
            CreationDate = Start,
            RevisionId = "revision-1",
            LoggingConfiguration = new { Level = LogLevel.OFF, IncludeExecutionData = false },
            TracingConfiguration = new { Enabled = false },
        });
        listed.StateMachines.Should().ContainSingle().Which.Type.Should().Be(Amazon.StepFunctions.StateMachineType.EXPRESS);
        listed.NextToken.Should().Be("next");
        _server.Engine.Calls[0].Should().Equal(new CreateStateMachineRequest("order", "{}", "arn:aws:iam::123456789012:role/r", StateMachineType.Express)
        {
            Settings = new StateMachineSettingsChange(new LoggingSettings("OFF", IncludeExecutionData: false, LogGroupArn: null, HasDestinations: true), null, null),
        });
        _server.Engine.Calls[1].Should().Equal(FakeEngine.StateMachineArn, new ResourceTag("k", "v"));
        _server.Engine.Calls[2].Should().Equal(new UpdateStateMachineRequest(FakeEngine.StateMachineArn, "{}", null));
        _server.Engine.Calls[4].Should().Equal(new PageRequest(5, null));
    }

    [Fact]
    public async Task UpdateStateMachine_NothingToUpdate_IsMissingRequiredParameter()
    {
        var call = () => _client.UpdateStateMachineAsync(new Sfn.UpdateStateMachineRequest { StateMachineArn = FakeEngine.StateMachineArn });

        (await call.Should().ThrowAsync<Sfn.MissingRequiredParameterException>())
            .WithMessage("Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
    }

    [Fact]
    public async Task CreateStateMachine_LoggingWithoutDestination_IsInvalidLoggingConfiguration()
    {
        var call = () => _client.CreateStateMachineAsync(
            new Sfn.CreateStateMachineRequest { Name = "a", Definition = "{}", RoleArn = "r", LoggingConfiguration = new Sfn.LoggingConfiguration { Level = LogLevel.ALL } });

        (await call.Should().ThrowAsync<Sfn.InvalidLoggingConfigurationException>()).WithMessage("Invalid Logging Configuration: Must specify exactly one Log Destination.");
    }

    private object?[] Called() => _server.Engine.Calls.Should().ContainSingle().Subject;
}
