using System.Text.Json;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.MapRuns.Items;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.MapRuns;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.Engine.TestStates;

/// <summary>TestState: checks the request in the service's words, runs the state on its own, and answers what it asks for from the mock or from the service.</summary>
/// <remarks>API Reference, TestState; the refusals as recorded from the service.</remarks>
internal sealed class TestStateOperation(IReadOnlyList<IServiceIntegration> integrations, TimeProvider clock, IEntropySource entropy, EngineOptions options)
{
    private const int TokenBytes = 33;

    /// <summary>The longest that the service lets a test run.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public async Task<StateTested> RunAsync(TestStateRequest request, CancellationToken cancellationToken)
    {
        var state = Read(request);
        var mock = CheckMock(request, state);
        var (input, variables) = (ReadInput(request.Input), ReadVariables(request.Variables));
        var (readerItems, pointedItems) = await ReadItemsAsync(request.MapItemReaderData, state, cancellationToken);
        var now = Now();
        var (context, token) = Context(request, state, input, now);
        var test = new StateTest(state.State!, new StateTestSetup(input, context, now, entropy.NextSeed())
        {
            Variables = variables,
            RetryCount = request.RetrierRetryCount,
            ReaderItems = readerItems,
            PointedItems = pointedItems,
            Region = options.Region,
            TaskToken = token,
        });
        HttpExchange? exchange = null;
        var step = test.Begin();
        while (step is not StateTestEnd)
        {
            step = step switch
            {
                StatePauses => test.Elapse(), // nobody waits for a test
                StateForks { Count: var count } => Join(test, request, mock!, count),
                StateCalls call when mock is not null => Answer(test, mock, call.Task),
                StateCalls call => await CallAsync(test, request, call.Task, now, seen => exchange = seen, cancellationToken),
                var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
            };
        }

        return new StateTested((StateTestEnd)step, test.Inspection, exchange);
    }

    private static StateUnderTest Read(TestStateRequest request)
    {
        var state = StateUnderTest.Read(request.Definition, request.StateName);
        return state.Problems.Count > 0 ? throw StepFunctionsException.InvalidDefinition(string.Join(", ", state.Problems))
            : state.State is null ? throw StepFunctionsException.Validation("State not found in definition")
            : state;
    }

    /// <returns>Null where the request has no mock.</returns>
    private static Mock? CheckMock(TestStateRequest request, StateUnderTest state)
    {
        if (request.Mock is not { } mock)
        {
            return request.MapIterationFailureCount is not null
                    ? throw StepFunctionsException.Validation("TestState does not support MapIterationFailureCount when a mock is not specified.")
                : state.IsMap || state.IsParallel
                    ? throw new StepFunctionsException("InvalidDefinition",
                        "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]")
                : null;
        }

        if (mock is { Result: not null, Error: not null })
        {
            throw StepFunctionsException.Validation("A test mock should have only one of the following fields: [result, errorOutput].");
        }

        if (mock is { Result: null, Error: null })
        {
            throw StepFunctionsException.Validation("A test mock should have one of the following fields: [result, errorOutput].");
        }

        if (request.RevealSecrets)
        {
            throw StepFunctionsException.Validation("TestState does not support RevealSecrets when a mock is specified.");
        }

        if (state.Type is "Pass" or "Succeed" or "Fail" or "Choice" or "Wait")
        {
            throw StepFunctionsException.Validation($"State type '{state.Type}' is not supported when a mock is specified");
        }

        if (request.ErrorCausedByState is { } below && !state.Contains(below))
        {
            throw StepFunctionsException.Validation($"State '{below}' of errorCausedByState not found in definition");
        }

        if (mock.Error is { } error)
        {
            return new Mock(null, new StatesError(error.Error, error.Cause), mock.Validation);
        }

        var result = ReadResult(mock.Result!);
        return state switch
        {
            { IsMap: true, HasResultWriter: true } when result.Value is not JsonObject => throw StepFunctionsException.Validation("Mocked result must be a JSON object."),
            { IsMap: true, HasResultWriter: false } or { IsParallel: true } when result.Value is not JsonArray =>
                throw StepFunctionsException.Validation("Mocked result must be an array."),
            _ => new Mock(result, null, mock.Validation),
        };
    }

    private static Payload ReadResult(string text)
    {
        try
        {
            return Payload.FromText(text);
        }
        catch (JsonException)
        {
            throw StepFunctionsException.Validation("Mocked result must be valid JSON");
        }
    }

    private static Payload ReadInput(string? text)
    {
        try
        {
            return text is null ? Payload.EmptyObject : Payload.FromText(text);
        }
        catch (JsonException broken)
        {
            throw StepFunctionsException.InvalidExecutionInput(JsonProblem.Of(text!, broken).ToString());
        }
    }

    private static JsonObject ReadVariables(string? text)
    {
        try
        {
            return text is null ? JsonObject.Empty : JsonValue.Parse(text) as JsonObject ?? throw StepFunctionsException.Validation("Variables must be a JSON object");
        }
        catch (JsonException)
        {
            throw StepFunctionsException.Validation("Variables must be valid JSON");
        }
    }

    /// <returns>The items that the state's reader takes from the text, and what its ItemsPointer led to; null where nothing is said.</returns>
    private static async Task<(JsonArray? Items, JsonArray? Pointed)> ReadItemsAsync(string? text, StateUnderTest state, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            return (null, null);
        }

        if (state.ItemForm is not { } form || form is { Format: ItemFormat.Json, ItemsPointer: null or "" })
        {
            return (ReadArray(text), null);
        }

        try
        {
            var all = await ItemReading.ReadTextAsync(form, text, cancellationToken);
            var items = form.MaxItems == 0 || form.MaxItems >= all.Count ? all : new JsonArray([.. all.Take((int)form.MaxItems)]);
            return (items, form.Format == ItemFormat.Json && !state.IsJsonata ? all : null);
        }
        catch (MapRunFailure failure)
        {
            throw StepFunctionsException.Validation($"MapItemReaderData is not what the ItemReader reads: {failure.Error.Cause}");
        }
    }

    private static JsonArray ReadArray(string text)
    {
        try
        {
            return JsonValue.Parse(text) as JsonArray ?? throw StepFunctionsException.Validation("MapItemReaderData must be a JSON array");
        }
        catch (JsonException)
        {
            throw StepFunctionsException.Validation("MapItemReaderData must be valid JSON");
        }
    }

    private static StateTestStep Join(StateTest test, TestStateRequest request, Mock mock, int count)
    {
        if (request.MapIterationFailureCount > count)
        {
            throw StepFunctionsException.Validation("Map iteration failure count must be less than or equal to the number of Map iterations");
        }

        return mock.Error is { } error ? test.Refuse(error) : test.Join(mock.Result!, request.MapIterationFailureCount ?? 0, count);
    }

    private static StateTestStep Answer(StateTest test, Mock mock, StartTask task)
    {
        if (mock.Error is { } error)
        {
            return test.Refuse(error);
        }

        return MockSchemas.Check(task.Resource, mock.Result!.Value, mock.Validation) is { } problem
            ? throw StepFunctionsException.Validation($"Mock result schema validation error: {problem}")
            : test.Answer(mock.Result);
    }

    private (JsonObject Context, string Token) Context(TestStateRequest request, StateUnderTest state, Payload input, DateTimeOffset now)
    {
        if (request.Context is { } given)
        {
            var context = TestContext.Read(given);
            var named = context.TryGet("Task", out var task) && ((JsonObject)task).TryGet("Token", out var held) ? ((JsonString)held).Value : null;
            return (context, named ?? NewToken());
        }

        var (machine, name, token) = (entropy.NextUuid().ToString(), entropy.NextUuid().ToString(), NewToken());
        var arn = Arns.StateMachine(options.Region, options.AccountId, machine);
        var identity = new TestIdentity(arn, machine, $"{arn.Replace(":stateMachine:", ":express:", StringComparison.Ordinal)}:{name}", name);
        return (TestContext.Make(identity, input, request.RoleArn, StateUnderTest.Name, now, state.HasRetryCount ? request.RetrierRetryCount : null,
            state.WaitsForToken ? token : null), token);
    }

    /// <summary>Without a mock the service itself is called.</summary>
    private async Task<StateTestStep> CallAsync(
        StateTest test, TestStateRequest request, StartTask task, DateTimeOffset now, Action<HttpExchange> inspect, CancellationToken cancellationToken)
    {
        if (task.Resource.Kind == TaskResourceKind.Activity || task.Resource.Pattern != IntegrationPattern.RequestResponse)
        {
            throw new StepFunctionsException("InvalidDefinition",
                "TestState API does not support activities, '.sync' or '.waitForTaskToken' service integrations when a mock is not specified");
        }

        if (request.RoleArn is null)
        {
            throw StepFunctionsException.Validation("RoleArn must be specified when a mock is not specified");
        }

        if (integrations.FirstOrDefault(integration => integration.Handles(task.Resource)) is not { } service)
        {
            return test.Refuse(new StatesError(ErrorNames.Runtime, $"This engine has no integration for '{task.Resource.Arn}'."));
        }

        var facts = new ExecutionFacts(string.Empty, StateUnderTest.Name, string.Empty, StateUnderTest.Name, string.Empty, request.RoleArn, now, Payload.EmptyObject, null);
        var limit = task.TimeoutInSeconds is { } seconds && seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await service.InvokeAsync(new ServiceCall(facts, task) { Inspection = new HttpInspection(inspect, request.RevealSecrets) }, stop.Token).WaitAsync(limit, clock, cancellationToken) switch
            {
                ServiceSucceeded { Output: var output } => test.Answer(output),
                ServiceFailed { Error: var error } => test.Refuse(error),
                var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
            };
        }
        catch (TimeoutException)
        {
            await stop.CancelAsync();
            return test.Refuse(new StatesError(ErrorNames.Timeout, null));
        }
    }

    private string NewToken()
    {
        var bytes = new byte[TokenBytes];
        entropy.Fill(bytes);
        return Convert.ToBase64String(bytes);
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>A checked mock: one of the two.</summary>
    private sealed record Mock(Payload? Result, StatesError? Error, MockValidation Validation);
}
