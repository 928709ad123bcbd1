using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Activities;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Mocks;
using OrderingSystem.Engine.Nested;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.StatusChanges;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.Engine.Waking;
using OrderingSystem.StatesLanguage;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Runtime;

/// <summary>
/// Moves executions on. Each takes one stimulus at a time: interpret, commit, and only then carry out what the transition commands. Those with
/// calls in flight, or due soon, stay in memory; the others are left to the store.
/// </summary>
internal sealed class ExecutionRunner : IDisposable
{
    private readonly IExecutionStore _store;
    private readonly TimeProvider _clock;
    private readonly IEntropySource _entropy;
    private readonly IdleMonitor _idle;
    private readonly TaskTokens _tokens;
    private readonly DefinitionCache _definitions;
    private readonly EngineOptions _options;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<long, ResidentExecution> _residents = new();
    private readonly EndWaiters _ends = new();
    private readonly EngineFault _fault;
    private readonly IActivityDirectory _activities;
    private readonly MockedTasks _mocks;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<ResidentExecution, bool> _forget;
    private readonly CommandRunner _commands;
    private readonly Residency _residency;
    private volatile bool _stopped;

    public ExecutionRunner(
        IExecutionStore store, TimeProvider clock, IEntropySource entropy, IdleMonitor idle, TaskTokens tokens, DefinitionCache definitions,
        IReadOnlyList<IServiceIntegration> integrations, MockedTasks mocks, IActivityDirectory activities, EngineFault fault, EngineOptions options, ILogger logger)
    {
        (_fault, _activities, _mocks) = (fault, activities, mocks);
        Board = new ActivityBoard(idle);
        (_store, _clock, _entropy, _idle, _tokens) = (store, clock, entropy, idle, tokens);
        (_definitions, _options, _logger) = (definitions, options, logger);
        _forget = Forget;
        Dispatcher = new TaskDispatcher(integrations, options.Tasks, idle, logger);
        Waking = new WakeScheduler(store, clock, idle, logger, WakeAsync, Dispatcher.WaitForRoomAsync);
        _commands = new CommandRunner(Dispatcher, mocks, Board, _ends, Post);
        _residency = new Residency(Waking, clock, options);
        Recovery = new Recovery(store, Dispatcher, id => TakeUpAsync(id, beginsCalls: false), logger);
        Backlog = new Backlog(Dispatcher, idle, id => TakeUpAsync(id, beginsCalls: true), options.RealTime);
        idle.FindNextDue = () => Waking.NextDue;
    }

    public TaskDispatcher Dispatcher { get; }

    public WakeScheduler Waking { get; }

    /// <summary>Takes up what was in flight when the last owner stopped.</summary>
    public Recovery Recovery { get; }

    /// <summary>New executions that wait for room among the calls.</summary>
    public Backlog Backlog { get; }

    /// <summary>Where activity tasks wait for workers.</summary>
    public ActivityBoard Board { get; }

    /// <summary>Tells the world what became of executions; null where nobody wants to know.</summary>
    public StatusChangePublisher? StatusChanges { get; init; }

    /// <summary>Who waits for whom; set before the first execution runs.</summary>
    public NestedExecutions? Children
    {
        get => _commands.Children;
        set => _commands.Children = value;
    }

    /// <summary>Executions in memory.</summary>
    public int ResidentCount => _residents.Count;

    /// <summary>Who carries out Map runs; told before the first execution is taken up.</summary>
    public void Use(IMapRuns mapRuns) => _commands.MapRuns = mapRuns;

    /// <summary>Starts a new execution.</summary>
    /// <exception cref="ExecutionNameTakenException">The name is in use.</exception>
    public Task<StimulusOutcome> StartAsync(long executionId, StateMachineRevision revision, ExecutionFacts facts)
    {
        var resident = new ResidentExecution(executionId) { Revision = revision, StartFacts = facts };
        var reply = NewReply();
        _residents[executionId] = resident;
        Post(executionId, new Mail(new StartRequested(facts.StartTime, 0), reply));
        return reply.Task;
    }

    /// <summary>Gives an execution a stimulus and waits for what comes of it.</summary>
    /// <param name="stimulus">Its time and entropy are filled in when its turn comes.</param>
    public Task<StimulusOutcome> ApplyAsync(long executionId, Stimulus stimulus)
    {
        var reply = NewReply();
        Post(executionId, new Mail(stimulus, reply));
        return reply.Task;
    }

    /// <summary>Where an execution stands once all that came in for it before has been dealt with; null where it has ended and keeps no state.</summary>
    public async Task<Execution?> PeekAsync(long executionId)
    {
        var reply = NewReply();
        Post(executionId, new Mail(Stimulus: null, reply));
        return (await reply.Task).Execution;
    }

    /// <summary>Known without reading the store. False says nothing about an execution that is not in memory.</summary>
    public bool RunsInMemory(long executionId) => _residents.TryGetValue(executionId, out var resident) && resident.State is { IsRunning: true };

    /// <summary>Completes when the execution has ended.</summary>
    /// <inheritdoc cref="EndWaiters.WaitAsync"/>
    public Task<Execution?> WaitForEndAsync(long executionId, Func<Task<bool>> runs, CancellationToken cancellationToken) =>
        _ends.WaitAsync(executionId, runs, cancellationToken);

    /// <summary>From now on nothing more is committed or carried out.</summary>
    public void Stop()
    {
        _stopped = true;
        _ends.Stop();
    }

    /// <summary>Workers go away, and what failed is tried no more: the next start goes on from what is stored.</summary>
    public Task StopTryingAsync()
    {
        Board.Stop();
        return _stopping.CancelAsync();
    }

    /// <summary>The engine cannot go on whole, so it stands still and says why.</summary>
    public void StandStill(StoreFaultedException reason)
    {
        if (_fault.Set(reason))
        {
            _logger.StoreFaulted(reason);
        }
    }

    public void Dispose()
    {
        Waking.Dispose();
        Backlog.Dispose();
        Dispatcher.Dispose();
        _stopping.Dispose();
    }

    private static TaskCompletionSource<StimulusOutcome> NewReply() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Post(long id, Mail mail)
    {
        var scope = _idle.Enter();
        while (true)
        {
            var resident = _residents.GetOrAdd(id, static id => new ResidentExecution(id));
            var (taken, begin) = resident.Post(mail);
            if (begin)
            {
                _ = WorkAsync(resident, scope);
                return;
            }

            if (taken)
            {
                scope.Dispose(); // the one at work counts as busy until the mail is empty
                return;
            }
        }
    }

    private async Task WorkAsync(ResidentExecution resident, BusyScope scope)
    {
        using (scope)
        {
            _residency.Awake(resident);
            while (resident.Next(_forget) is { } mail)
            {
                try
                {
                    var outcome = await HandleAsync(resident, mail);
                    _ = mail.Reply?.TrySetResult(outcome);
                }
                catch (Exception failure) // whatever it is, it belongs to this execution alone
                {
                    Report(resident, mail, failure);
                }
            }
        }
    }

    /// <summary>
    /// Applies a stimulus until that has succeeded: a stimulus is never dropped for a fault of ours. Where the interpreter or the commit keeps failing,
    /// the execution is ended as States.Runtime instead; where that fails too, it goes on being tried.
    /// </summary>
    private async Task<StimulusOutcome> HandleAsync(ResidentExecution resident, Mail mail)
    {
        Exception? lasting = null;
        for (var attempt = 1; ; attempt++)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            _fault.ThrowIfSet();
            try
            {
                return await AdvanceAsync(resident, mail, lasting);
            }
            catch (ExecutionConflictException conflict)
            {
                _logger.Conflicted(conflict, resident.Id);
                resident.State = null; // what is in memory is not what is stored: read it again
                if (attempt == 1)
                {
                    continue;
                }
            }
            catch (Exception fault) when (FaultRules.IsWorthTrying(resident, fault, _store))
            {
                if (attempt is 1 or Backoff.Attempts)
                {
                    _logger.AdvanceFailed(fault, resident.Id, resident.State?.LastEventId ?? 0);
                }

                if (attempt >= Backoff.Attempts)
                {
                    FaultRules.ThrowIfHopeless(resident, mail, lasting, fault);
                    lasting = fault;
                }

                resident.State = null; // whatever was half done in memory; a new execution has its facts
            }

            await Task.Delay(Backoff.After(attempt), _options.RealTime, _stopping.Token);
        }
    }

    /// <param name="lasting">What kept the stimulus from being applied, and now ends the execution; null at first.</param>
    private async Task<StimulusOutcome> AdvanceAsync(ResidentExecution resident, Mail mail, Exception? lasting)
    {
        if (resident.State is null && resident.StartFacts is null && !await LoadAsync(resident, mail.BeginsCalls))
        {
            return new StimulusOutcome(Changed: false, Execution: null);
        }

        if (mail.Stimulus is not { } stimulus)
        {
            return new StimulusOutcome(Changed: false, resident.State);
        }

        var before = resident.State;
        var transition = lasting is not null && before is { IsRunning: true } broken ? End(broken, lasting) : Interpret(resident, stimulus);
        if (transition.Changed)
        {
            var commit = new ExecutionCommit(resident.Id, resident.Revision!, before, transition);
            commit = StatusChanges?.Announce(commit) ?? commit;
            await _store.CommitAsync(commit, CancellationToken.None);
            if (commit.StatusChange is not null)
            {
                StatusChanges!.Signal();
            }

            resident.State = transition.Execution;
            resident.StartFacts = null;
        }

        if (mail.Reply is null && TaskAnswers.TaskOf(stimulus) is { } answered)
        {
            _ = resident.Calls.Remove(answered); // not before: until it is committed the call counts as running
        }

        if (transition.Changed)
        {
            if (stimulus is StartRequested && CommandRunner.MakesCalls(transition) && Backlog.MustWait)
            {
                resident.State = null; // as after a crash: whoever next has to do with it reads it, and makes its calls
                Backlog.Add(resident.Id);
            }
            else
            {
                _commands.CarryOut(resident, transition);
                _residency.SetWake(resident);
            }
        }

        return new StimulusOutcome(transition.Changed, transition.Execution);
    }

    private async Task<bool> LoadAsync(ResidentExecution resident, bool beginsCalls)
    {
        if (await _store.LoadAsync(resident.Id, CancellationToken.None) is not { } stored)
        {
            return false;
        }

        resident.State = beginsCalls ? stored.Execution.WithCallsFrom(Now()) : stored.Execution;
        resident.Revision = stored.Revision;
        _commands.ResumeCalls(resident);
        _residency.SetWake(resident);
        return true;
    }

    private async Task<bool> TakeUpAsync(long id, bool beginsCalls)
    {
        var reply = NewReply();
        Post(id, new Mail(Stimulus: null, reply) { BeginsCalls = beginsCalls });
        try
        {
            _ = await reply.Task;
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return false; // reported where it happened
        }
    }

    private Transition Interpret(ResidentExecution resident, Stimulus stimulus)
    {
        var definition = resident.Definition ??= _definitions.Get(resident.Revision!);
        var interpreter = resident.Interpreter ??= new Interpreter(
            new ExecutionTokenMint(_tokens, resident.Id), _options.Region, _mocks.DirectoryFor(resident.State?.Facts ?? resident.StartFacts!) ?? _activities);
        return resident.State is { } execution
            ? interpreter.Advance(definition, execution, stimulus with { OccurredAt = Now(), Entropy = _entropy.NextSeed() })
            : interpreter.Start(definition, resident.StartFacts!, new StartRequested(stimulus.OccurredAt, _entropy.NextSeed()));
    }

    private Transition End(Execution broken, Exception fault)
    {
        _logger.ExecutionBroken(broken.Facts.Arn);
        return BrokenExecution.End(broken, Now(), fault);
    }

    /// <summary>Decides, under the execution's own lock and with no mail waiting, whether it leaves memory.</summary>
    private bool Forget(ResidentExecution resident)
    {
        if (resident.State is { IsRunning: true } && !_stopped && _residency.MayStay(resident))
        {
            return false;
        }

        _ = _residents.TryRemove(resident.Id, out _);
        return true;
    }

    private async Task<bool> WakeAsync(long id)
    {
        try
        {
            var outcome = await ApplyAsync(id, new TimeReached(default, 0));
            return outcome.Changed || outcome.Execution is null || !(outcome.Execution.NextDue <= Now());
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return false; // reported where it happened
        }
    }

    private void Report(ResidentExecution resident, Mail mail, Exception failure)
    {
        switch (failure)
        {
            case ExecutionNameTakenException:
            case ObjectDisposedException:
            case OperationCanceledException: // the engine stops: the next start goes on from what is stored
                break;
            case StoreFaultedException fault:
                StandStill(fault);
                break;
            default:
                _logger.ExecutionStuck(failure, resident.Id);
                break;
        }

        _ = mail.Reply?.TrySetException(failure);
    }

    /// <summary>The service's own times have milliseconds.</summary>
    private DateTimeOffset Now()
    {
        var now = _clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
