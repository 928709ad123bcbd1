using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OrderingSystem.Engine.Activities;
using OrderingSystem.Engine.Catalog;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Express;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Mocks;
using OrderingSystem.Engine.Nested;
using OrderingSystem.Engine.Retention;
using OrderingSystem.Engine.Runtime;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.StatusChanges;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.Engine.TestStates;
using OrderingSystem.Engine.Versions;

namespace OrderingSystem.Engine;

/// <summary>What an engine is put together from.</summary>
/// <param name="Store">The engine owns it from then on.</param>
public sealed record EngineParts(IExecutionStore Store)
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Asked in order; the first that handles a resource makes the call.</summary>
    public IReadOnlyList<IServiceIntegration> Integrations { get; init; } = [];

    /// <summary>Answers in place of services, for executions that are started on a test case.</summary>
    public MockConfiguration Mocks { get; init; } = MockConfiguration.None;

    /// <summary>
    /// Told of every start, end and redrive of a Standard execution, through an outbox that is committed with the transition. Null for nobody.
    /// </summary>
    public IStatusChangeSink? StatusChanges { get; init; }

    public IEntropySource Entropy { get; init; } = new CryptographicEntropySource();

    /// <summary>Buckets for ItemReader and ResultWriter; null where Distributed Maps have none.</summary>
    public IObjectStore? Objects { get; init; }

    public EngineOptions Options { get; init; } = new();

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;
}

/// <summary>
/// A running engine: <c>await using var engine = await EmbeddedEngine.StartAsync(new EngineParts(store) { … })</c>. Any number run side by side in
/// one process, each on its own store.
/// </summary>
public sealed class EmbeddedEngine : IAsyncDisposable
{
    private const string TaskTokenKey = "task-token-key";

    private readonly IExecutionStore _store;
    private readonly ExecutionRunner _runner;
    private readonly StateMachineRegistry _machines;
    private readonly VersionRegistry _versions;
    private readonly Admission _admission;
    private readonly EngineOptions _options;
    private readonly ActivityRegistry _activities;
    private readonly TagRegistry _tags;
    private readonly ExpressOperations _express;
    private readonly EngineFault _fault;
    private readonly MapRunCoordinator _mapRuns;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _recovery = Task.CompletedTask;
    private Task _retention = Task.CompletedTask;
    private bool _disposed;

    private EmbeddedEngine(
        EngineParts parts, ExecutionRunner runner, StateMachineRegistry machines, VersionRegistry versions, ActivityRegistry activities, TaskTokens tokens,
        IdleMonitor idle, DefinitionCache definitions, EngineFault fault, ExpressOperations express, ILogger logger)
    {
        _express = express;
        (_fault, _logger) = (fault, logger);
        (_store, _runner, _machines, _options, Idle) = (parts.Store, runner, machines, parts.Options, idle);
        _admission = new Admission(parts.Options);
        _versions = versions;
        _activities = activities;
        _tags = new TagRegistry(parts.Store);
        var numbers = new ExecutionNumbers(parts.Store.LastExecutionId);
        var mapRuns = new MapRunServices(parts.Store, runner, machines, definitions, parts.Options.Region, numbers, parts.Objects, idle, parts.Clock, logger);
        _mapRuns = new MapRunCoordinator(mapRuns);
        runner.Use(_mapRuns);
        Api = new StepFunctionsEngine(
            parts.Store, runner, machines, new VersionOperations(versions, machines, parts.Store, parts.Clock, parts.Mocks),
            new TestStateOperation(parts.Integrations, parts.Clock, parts.Entropy, parts.Options), new ActivityOperations(activities, runner.Board, runner),
            new MapRunOperations(mapRuns, _mapRuns), _tags, tokens, idle, parts.Clock, parts.Entropy, numbers, _admission, express);
    }

    /// <summary>The operations of the Step Functions API.</summary>
    public StepFunctionsEngine Api { get; }

    /// <summary>Whether anything is going on, and when the next thing is due: for clocks that skip idle time.</summary>
    public IdleMonitor Idle { get; }

    /// <summary>No event that was stored before is dated later. A clock that ran ahead of the time of day goes on from here.</summary>
    public DateTimeOffset? LatestKnownTime => _store.LatestEventTime;

    /// <summary>Executions in memory: those with calls in flight and those that are due soon.</summary>
    public int ResidentExecutions => _runner.ResidentCount;

    /// <summary>Express executions under way, which live in memory alone.</summary>
    public int ExpressExecutions => _express.Runner.Count;

    /// <summary>Completes, with the reason, when the store fails, for writing or for reading, and the engine stands still.</summary>
    public Task<StoreFaultedException> Faulted => _fault.Faulted;

    /// <summary>Completes when the calls that were in flight at the last stop have been handed out again. Nothing needs to wait for it.</summary>
    public Task Recovery => _recovery;

    /// <summary>
    /// When the last of the next few executions is due: for a clock that skips idle time and would rather wake some together than each for itself.
    /// </summary>
    /// <param name="count">At most so many of them.</param>
    /// <param name="window">None later than the first by more than this.</param>
    /// <returns>Null where nothing is due at all.</returns>
    public async ValueTask<DateTimeOffset?> NextDueAsync(int count, TimeSpan window, CancellationToken cancellationToken) =>
        Earlier(await _runner.Waking.NextDueAsync(count, window, cancellationToken), _express.Runner.NextDue);

    /// <summary>The next few timers, in due order: retries, waits and timeouts of executions that sleep.</summary>
    public async ValueTask<IReadOnlyList<EngineTimer>> ReadTimersAsync(int count, CancellationToken cancellationToken)
    {
        List<EngineTimer> timers = [];
        foreach (var due in await _runner.Waking.ReadNextAsync(count, cancellationToken))
        {
            if (await _store.GetAsync(due.ExecutionId, cancellationToken) is { } execution)
            {
                timers.Add(new EngineTimer(due.Due, execution.Revision.Name, execution.Name));
            }
        }

        return timers;
    }

    /// <summary>
    /// Moves the clock on, from one due time to the next, until nothing is due any more: <c>await engine.SkipIdleTimeAsync(clock.SetUtcNow)</c>. Time passes only
    /// while nothing is going on.
    /// </summary>
    /// <param name="setClock">Sets the engine's clock, and rings the timers that have become due.</param>
    public async Task SkipIdleTimeAsync(Action<DateTimeOffset> setClock, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setClock);
        while (await Idle.WhenIdleAsync(cancellationToken) is { } due)
        {
            setClock(due);
        }
    }

    /// <summary>Starts on what the store holds; executions that were in the middle of something go on.</summary>
    public static async Task<EmbeddedEngine> StartAsync(EngineParts parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var candidate = new byte[TaskTokens.KeyBytes];
        parts.Entropy.Fill(candidate);
        var tokens = new TaskTokens(await parts.Store.GetOrAddSettingAsync(TaskTokenKey, candidate, cancellationToken));
        var machines = await StateMachineRegistry.LoadAsync(parts.Store, parts.Clock, parts.Entropy, parts.Options, cancellationToken);
        var versions = await VersionRegistry.LoadAsync(parts.Store, cancellationToken);
        var activities = await ActivityRegistry.LoadAsync(parts.Store, parts.Clock, parts.Options, cancellationToken);
        var idle = new IdleMonitor(parts.Clock);
        var logger = parts.Logging.CreateLogger("OrderingSystem.Engine");
        var fault = new EngineFault(parts.Store);
        var definitions = new DefinitionCache();
        var mocks = new MockedTasks(parts.Mocks, parts.Store, idle, logger);
        var runner = new ExecutionRunner(
            parts.Store, parts.Clock, parts.Entropy, idle, tokens, definitions, parts.Integrations, mocks, activities, fault, parts.Options,
            logger)
        {
            StatusChanges = parts.StatusChanges is { } sink ? new StatusChangePublisher(parts.Store, sink, parts.Entropy, parts.Options, logger) : null,
        };
        var express = new ExpressRunner(parts.Clock, parts.Entropy, idle, definitions, runner.Dispatcher, mocks, parts.Options, logger);
        idle.FindNextDue = () => Earlier(runner.Waking.NextDue, express.NextDue);
        var children = new NestedExecutions(parts.Store, runner, idle, logger);
        await children.LoadAsync(cancellationToken);
        runner.Children = children;
        var engine = new EmbeddedEngine(
            parts, runner, machines, versions, activities, tokens, idle, definitions, fault,
            await ExpressOperations.LoadAsync(express, parts.Store, logger, cancellationToken), logger);
        var recovering = idle.Enter();
        await runner.Waking.StartAsync(cancellationToken);
        children.Describe = engine.Api.DescribeExecutionAsync;
        children.StopAsync = (arn, token) => engine.Api.StopExecutionAsync(arn, error: null, cause: null, token);
        runner.StatusChanges?.Start();
        engine._recovery = engine.RecoverAsync(recovering);
        engine._retention = new RetentionSweeper(parts.Store, parts.Clock, parts.Options.Retention, logger).RunAsync(engine._stopping.Token);
        return engine;
    }

    /// <summary>How long running calls may go on when the engine stops, where that is not what its options say.</summary>
    public TimeSpan? ShutdownGrace { get; set; }

    /// <summary>Takes no more work, lets running calls end for a while, and leaves the rest to the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            await _stopping.CancelAsync();
            await _runner.StopTryingAsync();
            await _runner.Waking.StopAsync();
            await _runner.Backlog.StopAsync();
            await _runner.Dispatcher.StopAsync(ShutdownGrace ?? _options.ShutdownGrace);
            _express.Runner.Stop();
            _runner.Stop();
            await _mapRuns.StopAsync();
            await (_runner.StatusChanges?.StopAsync() ?? Task.CompletedTask);
            await _recovery;
            await _retention.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it ends by cancellation
        }
        finally
        {
            await _store.DisposeAsync(); // whatever else went wrong: the folder must not stay locked
        }

        _express.Runner.Dispose();
        _runner.StatusChanges?.Dispose();
        _runner.Dispose();
        _mapRuns.Dispose();
        _machines.Dispose();
        _versions.Dispose();
        _activities.Dispose();
        _tags.Dispose();
        _admission.Dispose();
        _stopping.Dispose();
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private async Task RecoverAsync(BusyScope scope)
    {
        using (scope)
        {
            await Task.Yield(); // the engine is ready meanwhile
            try
            {
                await _runner.Recovery.RunAsync(_stopping.Token);
                await _mapRuns.RecoverAsync(_stopping.Token);
                await _express.RecoverAsync(_stopping.Token);
                await _runner.Children!.RecoverAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // Stopping before all was taken up: the next start does it.
            }
            catch (Exception failure) // half recovered, the engine would leave the other half waiting without a word
            {
                _logger.RecoveryFailed(failure);
                _runner.StandStill(failure as StoreFaultedException
                    ?? new StoreFaultedException("The executions that had calls in flight cannot be read: " + failure.Message, failure));
            }
        }
    }
}
