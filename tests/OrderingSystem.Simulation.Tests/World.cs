using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Tests.Functions;
using OrderingSystem.Lambdas.Tests.StateMachines;
using OrderingSystem.StatesLanguage;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;
using Token = OrderingSystem.StatesLanguage.Executions.TaskToken;

namespace OrderingSystem.Simulation.Tests;

/// <summary>
/// All executions of a shop: the real definitions and the real tasks over fakes of the ports, under virtual time, from a seed. Tasks that are due
/// at one moment run in any order.
/// </summary>
public sealed class World : IOrderWorkflow, ICompanionWorkflows, IExecutionOperations, IOrderProgressReader, IOutsideRecords, IAsyncDisposable
{
    private const string Region = "us-east-1:123456789012";

    private static readonly Dictionary<string, StateMachineDefinition> Definitions =
        new[] { "order", "carrier-watch", "cancel-order", "bulk-decision", "bulk-redrive" }.ToDictionary(name => name, Read, StringComparer.Ordinal);

    private readonly Interpreter _interpreter = new(new SelfDescribingTokens());
    private readonly ServiceProvider _services;
    private readonly SeededRandomSource _random;
    private readonly Dictionary<string, Execution> _executions = new(StringComparer.Ordinal);
    private readonly List<(string Arn, StartTask Task)> _tasks = [];

    private readonly Dictionary<string, DateTimeOffset> _movedAt = new(StringComparer.Ordinal);

    /// <param name="plant">Puts something broken in the place of a port.</param>
    public World(ulong seed = 1, Action<IServiceCollection>? plant = null)
    {
        _random = new SeededRandomSource(seed);
        _services = TestServices.Build(services =>
        {
            services
                .AddSingleton<IOrderWorkflow>(this)
                .AddSingleton<ICompanionWorkflows>(this)
                .AddSingleton<IOutsideRecords>(this)
                .AddSingleton<IExecutionOperations>(this)
                .Configure<InvariantLimits>(limits => limits.Grace = TimeSpan.Zero); // nothing is under way between two steps of this world
            plant?.Invoke(services);
        });
        Clock = _services.GetRequiredService<FakeTimeProvider>();
    }

    public FakeTimeProvider Clock { get; }

    public FakeCarrier Carrier => Get<FakeCarrier>();

    public FakeNotificationSender Sender => Get<FakeNotificationSender>();

    public InMemoryOrderStore Orders => Get<InMemoryOrderStore>();

    public InMemoryParkedOrderStore Parked => Get<InMemoryParkedOrderStore>();

    public IEnumerable<Execution> Executions => _executions.Values;

    /// <summary>Tokens redeemed by watches, in order; those that nobody waited with any more are left out.</summary>
    public List<(DateTimeOffset At, string ExecutionName)> Releases { get; } = [];

    /// <summary>The largest input that any state or task had, in bytes.</summary>
    public int LargestPayload { get; private set; }

    /// <summary>Called before each task with its function; may change the world.</summary>
    public Action<string>? BeforeTask { get; set; }

    /// <summary>Whether the answer of a task is lost, so that it runs again: a process that died after its work was done.</summary>
    public Func<string, bool>? RunsTwice { get; set; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<CarrierGate> GateAsync() => Get<CarrierGateKeeper>().ReadAsync(default);

    public Execution? Find(string name) => _executions.Values.FirstOrDefault(execution => execution.Facts.Name == name);

    public IEnumerable<Execution> Of(string machine) => _executions.Values.Where(execution => execution.Facts.StateMachineName == machine);

    public Task<InvariantReport> CheckInvariantsAsync() => Get<CheckInvariants>().RunAsync(default);

    public async Task AddCustomerAsync() => await Get<ICustomerStore>().TryAddAsync(Samples.Ada, default);

    /// <summary>Places an order as the API does, and runs what is due.</summary>
    public async Task<OrderId> PlaceAsync(string key)
    {
        await AddCustomerAsync();
        var result = await Get<PlaceOrder>().RunAsync(
            new PlaceOrderCommand(key, Samples.Ada.CustomerId.Value, [new OrderItem("Tea", 2)], null, "admin"), default);
        await RunTasksAsync();
        return ((PlaceOrderResult.Accepted)result).Order.OrderId;
    }

    /// <summary>Starts an execution, and runs what is due.</summary>
    public async Task StartAsync(string machine, string name, string input)
    {
        Begin(machine, name, input);
        await RunTasksAsync();
    }

    /// <summary>Lets time pass, from one due moment to the next, until nothing runs, <paramref name="until"/> is true, or time is over.</summary>
    public async Task RunAsync(TimeSpan atMost, Func<bool>? until = null)
    {
        var end = Clock.GetUtcNow() + atMost;
        await RunTasksAsync();
        while (until?.Invoke() != true && Next() is { } next && next.NextDue <= end)
        {
            if (next.NextDue > Clock.GetUtcNow())
            {
                Clock.SetUtcNow(next.NextDue.Value);
            }

            Advance(next.Facts.Arn, new TimeReached(Clock.GetUtcNow(), _random.Next()));
            await RunTasksAsync();
        }

        if (until?.Invoke() != true && Clock.GetUtcNow() < end)
        {
            Clock.SetUtcNow(end);
        }
    }

    /// <summary>An execution that nobody goes on with: as if its state machine had been deleted under it.</summary>
    public void Lose(Execution execution) => Advance(execution.Facts.Arn, new StopRequested(Clock.GetUtcNow(), _random.Next(), "Lost", null));

    /// <summary>What a client of the Step Functions API sends with a token.</summary>
    /// <returns>False where nobody waits with it.</returns>
    public bool Redeem(string token, string output)
    {
        var (arn, taskId) = SelfDescribingTokens.Read(token);
        if (!_executions.TryGetValue(arn, out var execution)
            || !execution.IsRunning
            || !execution.Frames.Values.Any(frame => frame.Wait is WaitingForTask wait && wait.Task.TaskId == taskId))
        {
            return false;
        }

        Advance(arn, new TaskSucceeded(Clock.GetUtcNow(), _random.Next(), taskId, Payload.FromText(output)));
        return true;
    }

    public async Task RunTasksAsync()
    {
        while (_tasks.Count > 0)
        {
            var index = (int)(_random.Next() % (ulong)_tasks.Count);
            var (arn, task) = _tasks[index];
            _tasks.RemoveAt(index);
            if (task.Resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: not "lambda" })
            {
                Integrate(arn, task);
            }
            else
            {
                await InvokeAsync(arn, task);
            }
        }
    }

    Task<WorkflowStart> IOrderWorkflow.StartAsync(OrderId orderId, PlacedOrder input, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(input, WorkflowJson.Compact.PlacedOrder);
        var arn = ArnOf("order", orderId.Value);
        if (!_executions.ContainsKey(arn))
        {
            Begin("order", orderId.Value, json);
        }

        var execution = _executions[arn];
        return Task.FromResult<WorkflowStart>(execution.IsRunning && execution.Facts.Input.ToString() == json
            ? new WorkflowStart.Started(arn, execution.Facts.StartTime)
            : new WorkflowStart.NameTaken());
    }

    Task<OrderExecution?> IOrderWorkflow.FindAsync(OrderId orderId, CancellationToken cancellationToken) => Task.FromResult(
        _executions.TryGetValue(ArnOf("order", orderId.Value), out var execution)
            ? new OrderExecution(
                execution.Facts.Arn,
                execution.Facts.StartTime,
                JsonSerializer.Deserialize(execution.Facts.Input.ToString(), WorkflowJson.Default.PlacedOrder))
            : null);

    Task<OrderProgress?> IOrderProgressReader.FindAsync(Order order, CancellationToken cancellationToken)
    {
        var own = ProgressOf(order.ExecutionArn);
        return Task.FromResult(own is { IsRunning: true }
            ? own
            : ProgressOf(ArnOf("cancel-order", CancelOrderInput.NameOf(order.OrderId.Value))) ?? own);
    }

    Task<ExecutionState?> IExecutionOperations.FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Find(name) is { } execution
        ? new ExecutionState(
            name,
            execution.Facts.Arn,
            execution.IsRunning ? "RUNNING" : execution.Status.ToString().ToUpperInvariant(),
            "This world redrives nothing.",
            execution.Error?.Name,
            execution.Facts.StartTime,
            execution.IsRunning ? null : _movedAt[execution.Facts.Arn])
        : null);

    Task<string?> IExecutionOperations.RedriveAsync(string name, CancellationToken cancellationToken) => Task.FromResult<string?>("This world redrives nothing.");

    Task IExecutionOperations.StopAsync(string name, string error, string cause, CancellationToken cancellationToken)
    {
        if (Find(name) is { IsRunning: true } execution)
        {
            Lose(execution);
        }

        return Task.CompletedTask;
    }

    Task<WorkflowStart> IExecutionOperations.StartRunAsync(string name, PlacedOrder input, CancellationToken cancellationToken)
    {
        if (Find(name) is not null)
        {
            return Task.FromResult<WorkflowStart>(new WorkflowStart.NameTaken());
        }

        Begin("order", name, JsonSerializer.Serialize(input, WorkflowJson.Compact.PlacedOrder));
        return Task.FromResult<WorkflowStart>(new WorkflowStart.Started(ArnOf("order", name), Clock.GetUtcNow()));
    }

    Task<RedriveStep?> IExecutionOperations.FindLatestStepAsync(string jobId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No test looks at a job that redrives.");

    async IAsyncEnumerable<FailedExecution> IExecutionOperations.ListFailedAsync(string machine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var execution in Of(machine).Where(execution => execution.Status == ExecutionStatus.Failed))
        {
            yield return new FailedExecution(execution.Facts.Name, execution.Facts.StartTime, _movedAt[execution.Facts.Arn]);
        }
    }

    Task<OutsideRecord> IOutsideRecords.ReadAsync(OrderId orderId, CancellationToken cancellationToken) => Task.FromResult(new OutsideRecord(
        [.. Carrier.LiveOf(orderId.Value).Select(shipment => shipment.ShipmentId)],
        [.. Sender.Sent.Where(sent => sent.OrderId == orderId).Select(sent => sent.NotificationId)]));

    Task<bool> IOrderWorkflow.SendTaskSuccessAsync(Domain.Orders.TaskToken token, DecisionOutput output, CancellationToken cancellationToken) =>
        Task.FromResult(Redeem(token.Reveal(), JsonSerializer.Serialize(output, WorkflowJson.Compact.DecisionOutput)));

    Task<bool> IOrderWorkflow.SendTaskFailureAsync(Domain.Orders.TaskToken token, string error, string cause, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No test lets a token fail.");

    Task<CompanionRun> ICompanionWorkflows.StartAsync(CompanionInput input, CancellationToken cancellationToken)
    {
        var (machine, json) = input switch
        {
            CarrierWatchInput watch => ("carrier-watch", JsonSerializer.Serialize(watch, WorkflowJson.Compact.CarrierWatchInput)),
            CancelOrderInput cancellation => ("cancel-order", JsonSerializer.Serialize(cancellation, WorkflowJson.Compact.CancelOrderInput)),
            BulkDecisionInput decision => ("bulk-decision", JsonSerializer.Serialize(decision, WorkflowJson.Compact.BulkDecisionInput)),
            BulkRedriveInput redrive => ("bulk-redrive", JsonSerializer.Serialize(redrive, WorkflowJson.Compact.BulkRedriveInput)),
            _ => throw new NotSupportedException(input.GetType().Name),
        };
        var arn = ArnOf(machine, input.ExecutionName);
        if (!_executions.ContainsKey(arn))
        {
            Begin(machine, input.ExecutionName, json);
        }

        return Task.FromResult(_executions[arn].IsRunning ? CompanionRun.Running : CompanionRun.Ended);
    }

    Task<bool> ICompanionWorkflows.ReleaseAsync(Domain.Orders.TaskToken token, ReleaseOutput output, CancellationToken cancellationToken)
    {
        var name = _executions[SelfDescribingTokens.Read(token.Reveal()).Arn].Facts.Name;
        var released = Redeem(token.Reveal(), JsonSerializer.Serialize(output, WorkflowJson.Compact.ReleaseOutput));
        if (released)
        {
            Releases.Add((Clock.GetUtcNow(), name));
        }

        return Task.FromResult(released);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private OrderProgress? ProgressOf(string arn) => _executions.TryGetValue(arn, out var execution)
        ? new OrderProgress(
            execution.Facts.Name,
            execution.IsRunning,
            execution.Frames.Values.Any(frame => frame.Wait is WaitingForTask { CallInFlight: false }),
            execution is { IsRunning: true, NextDue: null } ? DateTimeOffset.MinValue : _movedAt[arn]) // without a due moment it never moves again
        : null;

    private static string ArnOf(string machine, string name) => $"arn:aws:states:{Region}:execution:{machine}:{name}";

    private Execution? Next()
    {
        Execution? next = null;
        foreach (var execution in _executions.Values)
        {
            if (execution.NextDue is { } due && (next is null || due < next.NextDue))
            {
                next = execution;
            }
        }

        return next;
    }

    private void Begin(string machine, string name, string input)
    {
        var now = Clock.GetUtcNow();
        var facts = new ExecutionFacts(
            ArnOf(machine, name), name, $"arn:aws:states:{Region}:stateMachine:{machine}", machine, "1", null, now, Payload.FromText(input), null);
        Take(_interpreter.Start(Definitions[machine], facts, new StartRequested(now, _random.Next())));
    }

    private void Advance(string arn, Stimulus stimulus)
    {
        var execution = _executions[arn];
        Take(_interpreter.Advance(Definitions[execution.Facts.StateMachineName], execution, stimulus));
    }

    private void Take(Transition transition)
    {
        var arn = transition.Execution.Facts.Arn;
        _executions[arn] = transition.Execution;
        _movedAt[arn] = Clock.GetUtcNow();
        foreach (var task in transition.Commands.OfType<StartTask>())
        {
            LargestPayload = Math.Max(LargestPayload, task.Parameters.Bytes);
            _tasks.Add((arn, task));
        }

        foreach (var entered in transition.Events.Select(happened => happened.Details).OfType<StateEnteredDetails>())
        {
            LargestPayload = Math.Max(LargestPayload, entered.Input.Bytes);
        }
    }

    private async Task InvokeAsync(string arn, StartTask task)
    {
        var isInvoke = task.Resource.Kind == TaskResourceKind.ServiceIntegration;
        var parameters = JsonNode.Parse(task.Parameters.Utf8.Span)!;
        var function = (isInvoke ? parameters["FunctionName"]!.GetValue<string>() : task.Resource.Arn).Split(':')[^1];
        var payload = isInvoke ? Encoding.UTF8.GetBytes(parameters["Payload"]!.ToJsonString()) : task.Parameters.Utf8.ToArray();
        BeforeTask?.Invoke(function);
        var functions = Get<TaskFunctions>();
        var result = await functions.InvokeAsync(function, payload, default);
        if (RunsTwice?.Invoke(function) == true)
        {
            result = await functions.InvokeAsync(function, payload, default);
        }

        var (now, entropy) = (Clock.GetUtcNow(), _random.Next());
        Advance(arn, result.Error is { } error
            ? new TaskFailed(now, entropy, task.TaskId, new StatesError(error.ErrorType!, Encoding.UTF8.GetString(result.Payload)))
            : isInvoke
                ? new TaskSubmitted(now, entropy, task.TaskId, Payload.FromText("""{"StatusCode":200}"""))
                : new TaskSucceeded(now, entropy, task.TaskId, Payload.FromUtf8(result.Payload)));
    }

    private void Integrate(string arn, StartTask task)
    {
        var parameters = JsonNode.Parse(task.Parameters.Utf8.Span)!;
        var (error, output) = (task.Resource.ResourceType, task.Resource.BareAction) switch
        {
            ("states", "startExecution") => StartAnother(parameters),
            ("aws-sdk:sfn", "stopExecution") => Stop(parameters["ExecutionArn"]!.GetValue<string>()),
            var other => throw new NotSupportedException(other.ToString()),
        };
        var (now, entropy) = (Clock.GetUtcNow(), _random.Next());
        Advance(arn, error is null
            ? new TaskSucceeded(now, entropy, task.TaskId, Payload.FromText(output))
            : new TaskFailed(now, entropy, task.TaskId, new StatesError(error, output)));
    }

    private (string? Error, string Output) StartAnother(JsonNode parameters)
    {
        var machine = parameters["StateMachineArn"]!.GetValue<string>().Split(':')[^1];
        var name = parameters["Name"]!.GetValue<string>();
        if (_executions.ContainsKey(ArnOf(machine, name)))
        {
            return ("StepFunctions.ExecutionAlreadyExistsException", "The name is taken.");
        }

        Begin(machine, name, parameters["Input"]!.ToJsonString());
        return (null, $$"""{"ExecutionArn":"{{ArnOf(machine, name)}}","StartDate":"2026-01-01T00:00:00Z"}""");
    }

    private (string? Error, string Output) Stop(string arn)
    {
        if (!_executions.TryGetValue(arn, out var execution))
        {
            return ("Sfn.ExecutionDoesNotExistException", "There is none.");
        }

        if (!execution.IsRunning)
        {
            return (null, """{"StopDate":"2026-01-01T00:00:00Z"}"""); // as the service answers for one that has ended
        }

        Advance(arn, new StopRequested(Clock.GetUtcNow(), _random.Next(), "OrderCancellationRequested", null));
        return (null, """{"StopDate":"2026-01-01T00:00:00Z"}""");
    }

    private static StateMachineDefinition Read(string name)
    {
        var reading = StateMachineReader.Read(StateMachineFiles.Read($"{name}.asl.json"));
        return reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }

    private sealed class SelfDescribingTokens : ITaskTokenMint
    {
        public Token Mint(string executionArn, long taskId) => new($"{executionArn}#{taskId}");

        public static (string Arn, long TaskId) Read(string token)
        {
            var parts = token.Split('#');
            return (parts[0], long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
