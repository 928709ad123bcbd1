using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.MapRuns;
using OrderingSystem.StatesLanguage.Running;
using OrderingSystem.StatesLanguage.States.Map;

namespace OrderingSystem.StatesLanguage;

/// <summary>
/// The States Language as a pure function: a definition, where an execution stands, and something that happened, give where it stands now,
/// the history events of the step, and what is to be done. It reads no clock, draws no random number, and starts nothing.
/// </summary>
/// <param name="mint">Makes task tokens.</param>
/// <param name="region">Shown in <c>TaskScheduled</c> events.</param>
/// <param name="activities">Asked before an activity task is scheduled; null where every activity is taken to exist.</param>
public sealed class Interpreter(ITaskTokenMint mint, string region = "us-east-1", IActivityDirectory? activities = null)
{
    private readonly Surroundings _surroundings = new(mint, region, activities);

    /// <summary>Starts an execution. The transition may run through several states, up to the first that waits.</summary>
    public Transition Start(StateMachineDefinition definition, ExecutionFacts facts, StartRequested stimulus)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(stimulus);
        var unstarted = new Execution
        {
            Facts = facts,
            Status = ExecutionStatus.Running,
            LastEventId = 0,
            LastEventTime = stimulus.OccurredAt,
            Frames = ImmutableSortedDictionary<int, Frame>.Empty,
            NextFrameId = Frame.RootId,
            NextTaskId = 1,
            Deadline = definition.TimeoutSeconds is { } seconds ? stimulus.OccurredAt.AddSeconds(seconds) : null,
        };
        return new Interpretation(definition, unstarted, stimulus, _surroundings).Apply(stimulus);
    }

    /// <summary>The input of one child of a Map run: the item, or what the state's ItemSelector makes of it.</summary>
    /// <param name="execution">The execution whose Map state waits for the run.</param>
    /// <param name="plan">As the command gave it.</param>
    /// <param name="index">Of the item, from 0.</param>
    /// <returns>The input; where the selector fails, the error that ends the run (<see cref="MapRunFailed"/>).</returns>
    public (Payload? Input, StatesError? Error) ChildInput(StateMachineDefinition definition, Execution execution, MapRunPlan plan, int index)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(execution);
        ArgumentNullException.ThrowIfNull(plan);
        var draft = new TransitionDraft(definition, execution, new TimeReached(execution.LastEventTime, (ulong)index), _surroundings);
        var frame = draft.FindMapRun(plan.MapRunId) ?? throw new ArgumentException($"The execution waits for no Map run {plan.MapRunId}.", nameof(plan));
        var context = draft.ContextOf(frame);
        var item = Payload.FromValue(((JsonArray)plan.Items.Value)[index]);
        try
        {
            return (((DistributedMapState)context.State).Items.Select(context.ForIteration(frame.ToFrame() with { Item = item, Index = index }), item), null);
        }
        catch (EvaluationException failure)
        {
            return (null, context.ErrorOf(failure));
        }
    }

    /// <summary>Applies one stimulus. One that finds nothing to do (a late answer, a cancelled timer) changes nothing.</summary>
    public Transition Advance(StateMachineDefinition definition, Execution execution, Stimulus stimulus)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(execution);
        ArgumentNullException.ThrowIfNull(stimulus);
        return execution.IsRunning || stimulus is RedriveRequested
            ? new Interpretation(definition, execution, stimulus, _surroundings).Apply(stimulus)
            : Transition.Nothing(execution); // the first terminal event wins
    }
}
