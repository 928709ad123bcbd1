using System.Collections.Immutable;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.Runtime;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Express;

/// <summary>
/// One Express execution: its state in memory, what came in for it, one stimulus at a time, and its running calls. Nothing of it is stored, so there
/// is nothing to wait for between two transitions.
/// </summary>
/// <param name="atEnd">Called when the execution has ended, before the engine can be idle.</param>
internal sealed class ExpressExecution(long id, ExpressRunner runner, StateMachineDefinition definition, ExecutionFacts facts, Action? atEnd) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<Stimulus> _stimuli = new();
    private readonly Dictionary<long, RunningCall> _calls = [];
    private readonly TaskCompletionSource<Execution> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Execution? _state;
    private BusyScope? _busy;

    public long Id => id;

    /// <summary>The execution as it ended.</summary>
    public Task<Execution> Ended => _ended.Task;

    /// <summary>Its time and entropy are filled in when its turn comes.</summary>
    public void Post(Stimulus stimulus)
    {
        lock (_gate)
        {
            _stimuli.Enqueue(stimulus);
            if (_busy is not null)
            {
                return; // the one at work takes it
            }

            _busy = runner.Idle.Enter();
        }

        _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>The engine stops: nobody will hear how it would have ended.</summary>
    public void Abandon()
    {
        foreach (var call in Calls())
        {
            call.Cancel();
        }

        _ = _ended.TrySetException(new ObjectDisposedException(nameof(ExpressRunner), "The engine has stopped."));
    }

    public void Execute()
    {
        while (Next() is { } stimulus)
        {
            var transition = Interpret(stimulus);
            if (transition.Changed)
            {
                _state = transition.Execution;
                CarryOut(transition);
            }
        }
    }

    private Stimulus? Next()
    {
        lock (_gate)
        {
            if (_stimuli.TryDequeue(out var stimulus))
            {
                return stimulus;
            }

            _busy!.Dispose();
            _busy = null;
            return null;
        }
    }

    private Transition Interpret(Stimulus stimulus)
    {
        var now = runner.Now();
        try
        {
            if (_state is { } execution)
            {
                return runner.Interpreter.Advance(definition, execution, stimulus with { OccurredAt = now, Entropy = runner.NextSeed() });
            }

            var started = runner.Interpreter.Start(definition, facts, new StartRequested(facts.StartTime, runner.NextSeed()));
            return started with { Execution = started.Execution with { Deadline = Earlier(started.Execution.Deadline, facts.StartTime + ExpressRunner.LongestDuration) } };
        }
        catch (Exception fault) // a fault of ours ends this execution alone, and says so
        {
            runner.ReportBroken(fault, facts.Arn);
            return BrokenExecution.End(_state ?? Unstarted(now), now, fault);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset? deadline, DateTimeOffset limit) => deadline < limit ? deadline.Value : limit;

    private Execution Unstarted(DateTimeOffset now) => new()
    {
        Facts = facts,
        Status = ExecutionStatus.Running,
        LastEventId = 0,
        LastEventTime = now,
        Frames = ImmutableSortedDictionary<int, Frame>.Empty,
        NextFrameId = Frame.RootId,
        NextTaskId = 1,
    };

    private void CarryOut(Transition transition)
    {
        foreach (var command in transition.Commands)
        {
            switch (command)
            {
                case StartTask task when runner.Mocks.TryAnswerExpress(facts, task, Post):
                    break;
                case StartTask task:
                    Keep(task.TaskId, runner.Dispatcher.Dispatch(new ServiceCall(facts, task), Answered));
                    break;
                case CancelTask { TaskId: var taskId }:
                    Take(taskId)?.Cancel();
                    break;
                case FinishExecution:
                    runner.Forget(this);
                    atEnd?.Invoke();
                    _ = _ended.TrySetResult(transition.Execution);
                    return;
                default:
                    throw new InvalidOperationException($"An Express execution cannot carry out {command.GetType().Name}.");
            }
        }

        runner.SetDue(this, transition.Execution.NextDue);
    }

    private void Answered(StartTask task, ServiceResult result)
    {
        _ = Take(task.TaskId);
        Post(TaskAnswers.Of(task, result));
    }

    private void Keep(long taskId, RunningCall call)
    {
        lock (_calls)
        {
            _calls[taskId] = call;
        }
    }

    private RunningCall? Take(long taskId)
    {
        lock (_calls)
        {
            return _calls.Remove(taskId, out var call) ? call : null;
        }
    }

    private RunningCall[] Calls()
    {
        lock (_calls)
        {
            return [.. _calls.Values];
        }
    }
}
