using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.Mocks;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Express;

/// <summary>Runs the executions of Express state machines, in memory: no history, no record, five minutes at most.</summary>
/// <remarks>Step Functions Developer Guide, "Choosing workflow type": Express.</remarks>
internal sealed class ExpressRunner : IDisposable
{
    /// <summary>After which the service ends an Express execution as timed out.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _clock;
    private readonly IEntropySource _entropy;
    private readonly DefinitionCache _definitions;
    private readonly int _mostRunning;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<long, ExpressExecution> _running = new();
    private readonly ExpressTimers _timers;
    private long _lastId;
    private int _count;
    private volatile bool _stopped;

    public ExpressRunner(
        TimeProvider clock, IEntropySource entropy, IdleMonitor idle, DefinitionCache definitions, TaskDispatcher dispatcher, MockedTasks mocks,
        EngineOptions options, ILogger logger)
    {
        (_clock, _entropy, _definitions, _logger) = (clock, entropy, definitions, logger);
        (Idle, Dispatcher, Mocks, _mostRunning) = (idle, dispatcher, mocks, options.MaxExpressExecutions);
        Interpreter = new Interpreter(NoTokens.Instance, options.Region);
        _timers = new ExpressTimers(clock, Wake);
    }

    public IdleMonitor Idle { get; }

    public TaskDispatcher Dispatcher { get; }

    public MockedTasks Mocks { get; }

    public Interpreter Interpreter { get; }

    /// <summary>Executions under way.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>When time moves one of them next; null when none waits for time.</summary>
    public DateTimeOffset? NextDue => _timers.NextDue;

    /// <summary>Starts an execution.</summary>
    /// <param name="atEnd">Called once when it has ended; it must not block.</param>
    /// <param name="isAccepted">Accepted before the engine started: it is not refused any more.</param>
    /// <returns>The execution as it ends.</returns>
    /// <exception cref="StepFunctionsException">ThrottlingException: as many as memory is set aside for are under way.</exception>
    public Task<Execution> RunAsync(StateMachineRevision revision, ExecutionFacts facts, Action? atEnd = null, bool isAccepted = false)
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        var definition = _definitions.Get(revision);
        if (Interlocked.Increment(ref _count) > _mostRunning && !isAccepted)
        {
            _ = Interlocked.Decrement(ref _count);
            throw StepFunctionsException.Throttling();
        }

        var execution = new ExpressExecution(Interlocked.Increment(ref _lastId), this, definition, facts, atEnd);
        _running[execution.Id] = execution;
        execution.Post(new StartRequested(facts.StartTime, 0));
        return execution.Ended;
    }

    /// <summary>What is under way is given up.</summary>
    public void Stop()
    {
        _stopped = true;
        foreach (var execution in _running.Values)
        {
            execution.Abandon();
        }
    }

    public void Dispose() => _timers.Dispose();

    /// <summary>The service's own times have milliseconds.</summary>
    internal DateTimeOffset Now()
    {
        var now = _clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    internal ulong NextSeed() => _entropy.NextSeed();

    internal void SetDue(ExpressExecution execution, DateTimeOffset? due) => _timers.Set(execution.Id, due);

    internal void Forget(ExpressExecution execution)
    {
        _timers.Set(execution.Id, due: null);
        if (_running.TryRemove(execution.Id, out _))
        {
            _ = Interlocked.Decrement(ref _count);
        }
    }

    internal void ReportBroken(Exception fault, string executionArn) => _logger.ExpressExecutionBroken(fault, executionArn);

    private void Wake(long id)
    {
        if (!_stopped && _running.TryGetValue(id, out var execution))
        {
            execution.Post(new TimeReached(default, 0));
        }
    }

    /// <summary>An Express state machine that would wait for a token is refused when it is made.</summary>
    private sealed class NoTokens : ITaskTokenMint
    {
        public static NoTokens Instance { get; } = new();

        public TaskToken Mint(string executionArn, long taskId) => throw new InvalidOperationException("Express executions have no task tokens.");
    }
}
