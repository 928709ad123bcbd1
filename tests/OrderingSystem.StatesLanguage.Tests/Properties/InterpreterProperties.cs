using CsCheck;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.Tests.Properties;

/// <summary>Laws of the interpreter, over random definitions and random stimuli.</summary>
public sealed class InterpreterProperties
{
    private const int Seeds = 300;

    [Fact]
    public void Advance_SameStimuli_GivesTheSameEventsByteForByte() => Gen.ULong.Sample(seed =>
    {
        var run = RandomRun.Of(seed);

        var again = run.Again(execution => execution);

        return again.Trace == run.Trace;
    }, iter: Seeds);

    [Fact]
    public void Advance_ExecutionStoredAndReadBetweenTransitions_GivesTheSameHistory() => Gen.ULong.Sample(seed =>
    {
        var run = RandomRun.Of(seed);

        var interrupted = run.Again(StoredCopy.Of);

        return interrupted.Trace == run.Trace;
    }, iter: Seeds);

    [Fact]
    public void Advance_AnyStimuli_IdsHaveNoGapsAndPointBackwardsInTime() => Gen.ULong.Sample(seed =>
    {
        var events = RandomRun.Of(seed).Events.ToList();

        for (var i = 0; i < events.Count; i++)
        {
            events[i].Id.Should().Be(i + 1);
            events[i].PreviousEventId.Should().BeInRange(0, i);
            events[i].Timestamp.Should().BeOnOrAfter(events[Math.Max(0, i - 1)].Timestamp);
        }
    }, iter: Seeds);

    [Fact]
    public void Advance_ExecutionHasEnded_NothingButARedriveChangesIt() => Gen.ULong.Sample(seed =>
    {
        var run = RandomRun.Of(seed);

        for (var i = 1; i < run.Transitions.Count; i++)
        {
            var before = run.Transitions[i - 1].Execution;
            if (!before.IsRunning && run.Stimuli[i] is not RedriveRequested)
            {
                run.Transitions[i].Changed.Should().BeFalse();
                run.Transitions[i].Execution.Should().BeSameAs(before);
            }

            if (before.Status == ExecutionStatus.Succeeded)
            {
                run.Transitions[i].Changed.Should().BeFalse();
            }
        }
    }, iter: Seeds);

    [Fact]
    public void Advance_AnswerToATaskThatIsNotAwaited_ChangesNothing() => Gen.ULong.Sample(seed =>
    {
        var run = RandomRun.Of(seed);
        var before = run.Execution;
        var awaited = before.Frames.Values.Select(frame => frame.Wait).OfType<WaitingForTask>().Select(wait => wait.Task.TaskId).ToHashSet();

        foreach (var taskId in Enumerable.Range(0, (int)before.NextTaskId + 2).Select(id => (long)id).Where(id => !awaited.Contains(id)))
        {
            run.Apply(new TaskSucceeded(before.LastEventTime, 0, taskId, Payload.EmptyObject), execution => execution).Changed.Should().BeFalse();
        }
    }, iter: Seeds);

    [Fact]
    public void Advance_AnyStimuli_TasksAreStartedWhileTheyAreAwaitedAndNeverTwice() => Gen.ULong.Sample(seed =>
    {
        var run = RandomRun.Of(seed);
        var started = new HashSet<long>();

        foreach (var transition in run.Transitions.Where(transition => transition.Changed))
        {
            var awaited = transition.Execution.Frames.Values.Select(frame => frame.Wait).OfType<WaitingForTask>().Select(wait => wait.Task.TaskId).ToHashSet();
            foreach (var task in transition.Commands.OfType<StartTask>())
            {
                started.Add(task.TaskId).Should().BeTrue("each try has its own id");
            }

            if (transition.Execution.IsRunning)
            {
                awaited.Should().BeSubsetOf(started);
                transition.Execution.Frames.Should().NotBeEmpty();
                transition.Execution.Frames.Values.Should().OnlyContain(frame => frame.Wait != null);
                transition.Execution.Frames.Values.Should().OnlyContain(frame => frame.ParentId == null || transition.Execution.Frames.ContainsKey(frame.ParentId.Value));
            }
        }
    }, iter: Seeds);

    [Fact]
    public void Advance_AnyStimuli_EveryHistoryHasOneEndForEachTimeItRan() => Gen.ULong.Sample(seed =>
    {
        var run = RandomRun.Of(seed);

        var ends = run.Events.Count(happened => happened.Type is HistoryEventType.ExecutionSucceeded or HistoryEventType.ExecutionFailed
            or HistoryEventType.ExecutionTimedOut or HistoryEventType.ExecutionAborted);

        ends.Should().Be(run.Execution.RedriveCount + (run.Execution.IsRunning ? 0 : 1));
        run.Transitions.SelectMany(transition => transition.Commands).OfType<FinishExecution>().Should().HaveCount(ends);
    }, iter: Seeds);

    /// <summary>The laws above say little if the runs that they are checked on do little.</summary>
    [Fact]
    public void RandomRuns_OfSomeHundredSeeds_ReachEveryEndAndEveryEvent()
    {
        var runs = Enumerable.Range(1, 600).Select(seed => RandomRun.Of((ulong)seed * 7919)).ToList();

        runs.Select(run => run.Execution.Status).Distinct().Should().HaveCount(5);
        runs.SelectMany(run => run.Events).Select(happened => happened.Type).Distinct().Should().Contain(
        [
            HistoryEventType.MapIterationAborted, HistoryEventType.MapIterationFailed, HistoryEventType.MapStateSucceeded, HistoryEventType.ParallelStateSucceeded,
            HistoryEventType.ParallelStateFailed, HistoryEventType.TaskStateAborted, HistoryEventType.WaitStateAborted, HistoryEventType.TaskSubmitted,
            HistoryEventType.LambdaFunctionTimedOut, HistoryEventType.ExecutionRedriven, HistoryEventType.ChoiceStateExited, HistoryEventType.ParallelStateAborted,
        ]);
    }
}
