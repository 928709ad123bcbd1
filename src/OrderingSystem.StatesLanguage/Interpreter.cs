using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>What one item of a Map run is to the child that gets it: the item itself, or what the state's ItemSelector makes of it.</summary>
    /// <param name="execution">The execution whose Map state waits for the run.</param>
    /// <param name="plan">As the command gave it.</param>
    /// <returns>The child's input, or its part of a batch; where the selector fails, the error that ends the run (<see cref="MapRunFailed"/>).</returns>
    public (Payload? Input, StatesError? Error) SelectItem(StateMachineDefinition definition, Execution execution, MapRunPlan plan, MapItem item)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(execution);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(item);
        var draft = new TransitionDraft(definition, execution, new TimeReached(execution.LastEventTime, EntropyOf(plan, item)), _surroundings);
        var frame = draft.FindMapRun(plan.MapRunId) ?? throw new ArgumentException($"The execution waits for no Map run {plan.MapRunId}.", nameof(plan));
        var context = draft.ContextOf(frame);
        var value = Payload.FromValue(item.Value);
        try
        {
            var iteration = context.ForIteration(frame.ToFrame() with { Item = value, Index = item.Index }, SourceOf(plan));
            return (((DistributedMapState)context.State).Items.Select(iteration, value), null);
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

    /// <summary>The same for the same item of the same run, whenever it is selected; another for each.</summary>
    private static ulong EntropyOf(MapRunPlan plan, MapItem item)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(Encoding.UTF8.GetBytes(plan.Arn), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash) ^ ((ulong)item.Index * 0x9E3779B97F4A7C15);
    }

    private static string SourceOf(MapRunPlan plan) => plan.ItemReader is null ? "STATE_DATA" : ItemSource.Of(plan.ItemReader).Uri;
}
