using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.MapRuns;
using OrderingSystem.StatesLanguage.Running;
using OrderingSystem.StatesLanguage.States;
using OrderingSystem.StatesLanguage.States.Map;
using OrderingSystem.StatesLanguage.States.Parallel;
using OrderingSystem.StatesLanguage.States.Pass;

namespace OrderingSystem.StatesLanguage.Testing;

/// <summary>
/// One state run on its own: entered, told what it waits for, and followed through its retriers and catchers. As pure as the interpreter, of which it
/// is one step; what the state asks for is left to the caller.
/// </summary>
/// <remarks>Step Functions Developer Guide, "Using TestState API to test a state".</remarks>
public sealed class StateTest
{
    private readonly State _state;
    private readonly StateTestSetup _setup;
    private readonly StateTestBench _bench;
    private readonly TransitionDraft _draft;
    private readonly StateContext _context;

    /// <param name="state">As <see cref="StateUnderTest"/> reads it.</param>
    public StateTest(State state, StateTestSetup setup)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(setup);
        (_state, _setup) = (state, setup);
        _bench = new StateTestBench(setup.ContextObject, setup.ReaderItems);
        var states = new Dictionary<string, State>(StringComparer.Ordinal) { [state.Name] = state };
        var definition = new StateMachineDefinition(null, new StateGraph(state.Name, states.ToFrozenDictionary(StringComparer.Ordinal)), null, state.QueryLanguage);
        var facts = new ExecutionFacts(string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, null, setup.Now, setup.Input, null);
        var execution = new Execution
        {
            Facts = facts,
            Status = ExecutionStatus.Running,
            LastEventId = 0,
            LastEventTime = setup.Now,
            Frames = ImmutableSortedDictionary<int, Frame>.Empty,
            NextFrameId = 1,
            NextTaskId = 1,
        };
        var surroundings = new Surroundings(new FixedMint(setup.TaskToken), setup.Region, null) { Bench = _bench };
        _draft = new TransitionDraft(definition, execution, new StartRequested(setup.Now, setup.Entropy), surroundings);
        var frame = new Frame
        {
            Id = Frame.RootId,
            StateName = state.Name,
            Input = setup.Input,
            EnteredEventId = 0,
            EnteredTime = setup.Now,
            PreviousEventId = 0,
            RetryCount = setup.RetryCount,
            Variables = setup.Variables,
        };
        _context = _draft.ContextOf(new FrameDraft(frame));
        _bench.Inspection.Input = setup.Input;
        _bench.Inspection.AfterItemsPointer = setup.PointedItems is { } pointed ? Payload.FromValue(pointed) : null;
    }

    /// <summary>What the data went through so far, with the steps that the service shows for a state of this type.</summary>
    public StateInspection Inspection => _state switch
    {
        ParallelState => _bench.Inspection with { AfterInputPath = null, AfterParameters = null, AfterArguments = null, Result = null },
        MapState or DistributedMapState => _bench.Inspection with { Result = null },
        PassState { Result: null } => _bench.Inspection with { Result = null },
        _ => _bench.Inspection,
    };

    /// <summary>Enters the state.</summary>
    public StateTestStep Begin() => Settle(() =>
    {
        var outcome = _state.Enter(_context);
        ShowItems(outcome);
        return outcome;
    });

    /// <summary>The call was answered.</summary>
    public StateTestStep Answer(Payload output) => Settle(() => _state.Resume(_context, new TaskAnswered(output)));

    /// <summary>The call was refused, or a branch or an iteration failed.</summary>
    public StateTestStep Refuse(StatesError error) =>
        _state is ForkState ? Recover(new Failure(error)) : Settle(() => _state.Resume(_context, new TaskRefused(error)));

    /// <summary>The branches or iterations have ended.</summary>
    /// <param name="result">The array of their results; for a Map state with a result writer what that one gives.</param>
    /// <param name="failures">Iterations that failed.</param>
    /// <param name="count">Of iterations.</param>
    public StateTestStep Join(Payload result, int failures, int count)
    {
        ArgumentNullException.ThrowIfNull(result);
        var inspection = _bench.Inspection;
        if (failures > inspection.ToleratedFailureCount || failures * 100.0 > inspection.ToleratedFailurePercentage * count)
        {
            return Refuse(new StatesError(ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded"));
        }

        return Settle(() => _state.Resume(
            _context, _state is ForkState ? new ChildrenEnded([.. ((JsonArray)result.Value).Select(Payload.FromValue)]) : new TaskAnswered(result)));
    }

    /// <summary>The time that a Wait state waits for has come.</summary>
    public StateTestStep Elapse() => Settle(() => _state.Resume(_context, new TimeCame(_setup.Now)));

    /// <summary>What an ItemSelector makes of every item, and an ItemBatcher of them all; the iterations themselves are not run.</summary>
    private void ShowItems(StateOutcome outcome)
    {
        var plan = (_context.Frame.Wait as WaitingForMapRun)?.Plan;
        var (selector, items) = (_state, outcome, plan) switch
        {
            (MapState map, Fork { Items: { } list }, _) => (map.Items, list),
            (DistributedMapState map, _, { Items.Value: JsonArray list }) => (map.Items, [.. list.Select(Payload.FromValue)]),
            _ => (null, []),
        };
        if (selector is { HasSelector: true })
        {
            var frame = _context.Frame.ToFrame();
            items = [.. items.Select((item, index) => selector.Select(_context.ForIteration(frame with { Item = item, Index = index }), item))];
            _bench.Inspection.AfterItemSelector = Payload.ArrayOf([.. items]);
        }

        if (plan?.ItemBatcher is { } batcher)
        {
            _bench.Inspection.AfterItemBatcher = Payload.ArrayOf([.. BatchLimits.Of(batcher).InputsOf(items)]);
        }
    }

    private StateTestStep Settle(Func<StateOutcome> work)
    {
        StateOutcome outcome;
        try
        {
            outcome = work();
        }
        catch (EvaluationException failure)
        {
            outcome = FailureOf(failure);
        }

        return outcome switch
        {
            Exit { Data.Output: var output } when output.Bytes > Payload.MaxBytes => Recover(new Failure(StateContext.DataLimitExceeded(_state.Name))),
            Exit exit => End(StateTestStatus.Succeeded, exit.Data, null, exit.Next),
            Failure failure => Recover(failure),
            Fork fork => new StateForks(fork.Count),
            Stay => _context.Wait switch
            {
                WaitingForTask wait => new StateCalls(wait.Task),
                WaitingForMapRun run => new StateForks(((JsonArray)run.Plan.Items.Value).Count),
                WaitingForTime { Until: var until } => new StatePauses(until - _setup.Now),
                var other => throw new UnreachableException($"A state on its own waits for {other.GetType().Name}."),
            },
            _ => throw new UnreachableException($"No rule for {outcome.GetType().Name}."),
        };
    }

    private StateTestEnd Recover(Failure failure)
    {
        if (ErrorRecovery.FindRetrier(_state, failure) is var (retrier, retryIndex))
        {
            _bench.Inspection.RetryIndex = retryIndex;
            if (_setup.RetryCount < retrier.MaxAttempts)
            {
                _bench.Inspection.RetryBackoff = retrier.DelayBefore(_setup.RetryCount + 1, _draft.Random);
                return End(StateTestStatus.Retriable, null, failure.Error, null);
            }
        }

        if (ErrorRecovery.Catch(_state, failure) is not { } catcher)
        {
            return End(StateTestStatus.Failed, null, failure.Error, null);
        }

        _bench.Inspection.CatchIndex = _state.Catchers.IndexOf(catcher);
        try
        {
            return End(StateTestStatus.CaughtError, catcher.Output.Evaluate(_context, ErrorRecovery.ErrorOutput(failure.Error)), failure.Error, catcher.Next);
        }
        catch (EvaluationException wrong)
        {
            return End(StateTestStatus.Failed, null, FailureOf(wrong).Error, null);
        }
    }

    private static Failure FailureOf(EvaluationException failure) =>
        new(new StatesError(failure.ErrorName, failure.Message), Final: failure.ErrorName == ErrorNames.Runtime);

    private StateTestEnd End(StateTestStatus status, StateData? data, StatesError? error, string? next)
    {
        var variables = _setup.Variables;
        foreach (var (name, value) in data?.Assigned ?? JsonObject.Empty)
        {
            variables = variables.With(name, value);
        }

        _bench.Inspection.Variables = variables.Count == 0 ? null : Payload.FromValue(variables);
        return new StateTestEnd(status, data?.Output, error, next);
    }

    private sealed class FixedMint(string token) : ITaskTokenMint
    {
        public TaskToken Mint(string executionArn, long taskId) => new(token);
    }
}
