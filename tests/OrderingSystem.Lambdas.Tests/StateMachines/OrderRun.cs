using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Tests.Functions;
using OrderingSystem.StatesLanguage;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;
using Token = OrderingSystem.StatesLanguage.Executions.TaskToken;

namespace OrderingSystem.Lambdas.Tests.StateMachines;

/// <summary>One order's execution: the real definition and the real tasks, over fakes, under virtual time.</summary>
public sealed class OrderRun : IAsyncDisposable
{
    private static readonly StateMachineDefinition Definition = ReadDefinition();

    private readonly Interpreter _interpreter = new(new NumberedTokens());
    private readonly ServiceProvider _services = TestServices.Build();
    private readonly SeededRandomSource _random;
    private readonly Queue<StartTask> _tasks = new();
    private readonly Dictionary<string, long> _taskOfToken = new(StringComparer.Ordinal);
    private Execution _execution = null!;

    public OrderRun(ulong seed = 1) => _random = new SeededRandomSource(seed);

    public OrderId OrderId { get; } = OrderId.FromIdempotencyKey("a");

    public FakeTimeProvider Clock => _services.GetRequiredService<FakeTimeProvider>();

    public FakeCarrier Carrier => _services.GetRequiredService<FakeCarrier>();

    public FakeNotificationSender Sender => _services.GetRequiredService<FakeNotificationSender>();

    public InMemoryOrderStore Orders => _services.GetRequiredService<InMemoryOrderStore>();

    public ExecutionStatus Status => _execution.Status;

    public StatesError? Error => _execution.Error;

    public long Events => _execution.LastEventId;

    /// <summary>The execution waits for a token.</summary>
    public bool IsAsking => _execution.Frames.Values.Any(frame => frame.Wait is WaitingForTask { Task.Token: not null });

    /// <summary>The largest input or output that any state had, in bytes.</summary>
    public int LargestPayload { get; private set; }

    /// <summary>Called before each task; may change the world.</summary>
    public Action<string>? BeforeTask { get; set; }

    public async Task<Order?> OrderAsync() => await Orders.FindAsync(OrderId, default);

    public async Task StartAsync(bool customerExists = true, string? input = null)
    {
        if (customerExists)
        {
            await _services.GetRequiredService<ICustomerStore>().TryAddAsync(Samples.Ada, default);
        }

        var payload = Payload.FromText(input ??
            $$"""{"orderId":"{{OrderId}}","requestHash":"h","placedBy":"admin","order":{"customerId":"C-0001","items":[{"description":"Tea","quantity":2}]} }""");
        var now = Clock.GetUtcNow();
        var facts = new ExecutionFacts(
            $"arn:aws:states:us-east-1:123456789012:execution:order:{OrderId}", OrderId.Value, "arn:aws:states:us-east-1:123456789012:stateMachine:order", "order", "1", null, now, payload, null);
        Take(_interpreter.Start(Definition, facts, new StartRequested(now, _random.Next())));
        await RunTasksAsync();
    }

    /// <summary>Lets time pass, from one due moment to the next, until the end or <paramref name="until"/> is true.</summary>
    public async Task RunAsync(TimeSpan atMost, Func<bool>? until = null)
    {
        var end = Clock.GetUtcNow() + atMost;
        while (_execution.IsRunning && until?.Invoke() != true && _execution.NextDue is { } due && due <= end)
        {
            if (due > Clock.GetUtcNow())
            {
                Clock.SetUtcNow(due);
            }

            Take(_interpreter.Advance(Definition, _execution, new TimeReached(Clock.GetUtcNow(), _random.Next())));
            await RunTasksAsync();
        }

        if (until?.Invoke() != true && _execution.IsRunning && Clock.GetUtcNow() < end)
        {
            Clock.SetUtcNow(end);
        }
    }

    /// <summary>What a client of the Step Functions API sends with the order's token.</summary>
    public async Task RedeemAsync(string output)
    {
        var token = (await OrderAsync())!.Attention!.Token.Reveal();
        var now = Clock.GetUtcNow();
        Take(_interpreter.Advance(Definition, _execution, new TaskSucceeded(now, _random.Next(), _taskOfToken[token], Payload.FromText(output))));
        await RunTasksAsync();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task RunTasksAsync()
    {
        while (_tasks.TryDequeue(out var task))
        {
            var isInvoke = task.Resource.Kind == TaskResourceKind.ServiceIntegration;
            var parameters = JsonNode.Parse(task.Parameters.Utf8.Span)!;
            var function = (isInvoke ? parameters["FunctionName"]!.GetValue<string>() : task.Resource.Arn).Split(':')[^1];
            if (task.Token is { } token)
            {
                _taskOfToken[token.Value] = task.TaskId;
            }

            BeforeTask?.Invoke(function);
            var payload = isInvoke ? Encoding.UTF8.GetBytes(parameters["Payload"]!.ToJsonString()) : task.Parameters.Utf8.ToArray();
            var result = await _services.GetRequiredService<TaskFunctions>().InvokeAsync(function, payload, default);
            var (now, entropy) = (Clock.GetUtcNow(), _random.Next());
            Take(_interpreter.Advance(Definition, _execution, result.Error is { } error
                ? new TaskFailed(now, entropy, task.TaskId, new StatesError(error.ErrorType!, Encoding.UTF8.GetString(result.Payload)))
                : isInvoke
                    ? new TaskSubmitted(now, entropy, task.TaskId, Payload.FromText("""{"StatusCode":200}"""))
                    : new TaskSucceeded(now, entropy, task.TaskId, Payload.FromUtf8(result.Payload))));
        }
    }

    private void Take(Transition transition)
    {
        _execution = transition.Execution;
        foreach (var task in transition.Commands.OfType<StartTask>())
        {
            LargestPayload = Math.Max(LargestPayload, task.Parameters.Bytes);
            _tasks.Enqueue(task);
        }

        foreach (var entered in transition.Events.Select(happened => happened.Details).OfType<StateEnteredDetails>())
        {
            LargestPayload = Math.Max(LargestPayload, entered.Input.Bytes);
        }
    }

    private static StateMachineDefinition ReadDefinition()
    {
        var reading = StateMachineReader.Read(StateMachineFiles.Read("order.asl.json"));
        return reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }

    private sealed class NumberedTokens : ITaskTokenMint
    {
        public Token Mint(string executionArn, long taskId) => new($"token-{taskId}");
    }
}
