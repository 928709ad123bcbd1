using System.Globalization;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Mocks;

/// <summary>Answers the tasks of executions that were started on a test case. Which invocation a task is stands in history, so a restart changes nothing.</summary>
/// <remarks>A task that was submitted before a crash gets no answer after it: its time-out ends it.</remarks>
internal sealed class MockedTasks(MockConfiguration configuration, IExecutionStore store, IdleMonitor idle, ILogger logger)
{
    private const int HistoryPage = 1_000;

    /// <summary>Answers a task of a stored execution, where its state is mocked.</summary>
    /// <param name="answer">Called with each stimulus in turn.</param>
    /// <returns>False where the service is to be called.</returns>
    public bool TryAnswer(long executionId, Execution execution, StartTask task, Action<Stimulus> answer)
    {
        if (configuration.Find(execution.Facts, task.StateName) is not { } responses)
        {
            return false;
        }

        var frame = execution.Frames.Values.First(frame => frame.Wait is WaitingForTask wait && wait.Task.TaskId == task.TaskId);
        _ = AnswerAsync(executionId, frame.PreviousEventId, responses, task, answer);
        return true;
    }

    /// <summary>Answers a task of an Express execution, which has no history: its invocations are the retries of its state.</summary>
    /// <inheritdoc cref="TryAnswer"/>
    public bool TryAnswerExpress(ExecutionFacts execution, StartTask task, Action<Stimulus> answer)
    {
        if (configuration.Find(execution, task.StateName) is not { } responses)
        {
            return false;
        }

        foreach (var stimulus in Stimuli(responses, task, task.RetryCount))
        {
            answer(stimulus);
        }

        return true;
    }

    /// <summary>To an execution on a test case every activity exists; null for every other.</summary>
    public IActivityDirectory? DirectoryFor(ExecutionFacts execution) => configuration.HasStates(execution) ? EveryActivity.Instance : null;

    private static IEnumerable<Stimulus> Stimuli(IReadOnlyList<MockedResponse> responses, StartTask task, int invocation)
    {
        if (task.Resource.Kind == TaskResourceKind.Activity)
        {
            yield return new ActivityTaskStarted(default, 0, task.TaskId, WorkerName: null);
        }

        var response = responses.FirstOrDefault(response => response.First <= invocation && invocation <= response.Last)
            ?? new MockedResponse(invocation, invocation, null, null, new StatesError(ErrorNames.Runtime,
                string.Create(CultureInfo.InvariantCulture, $"The mock configuration has no response for invocation {invocation} of the state '{task.StateName}'.")));
        if (response.Submitted is { } submitted)
        {
            yield return new TaskSubmitted(default, 0, task.TaskId, submitted);
        }

        if (response.Error is { } error)
        {
            yield return new TaskFailed(default, 0, task.TaskId, error);
        }
        else if (response.Result is { } result)
        {
            yield return new TaskSucceeded(default, 0, task.TaskId, task.Resource.Kind == TaskResourceKind.LambdaFunction ? PayloadOf(result) : result);
        }
    }

    /// <summary>A function's answer is written as the Lambda API gives it; a function called by its ARN shows its payload alone.</summary>
    private static Payload PayloadOf(Payload answer) => answer.Value is JsonObject structure && structure.TryGet("Payload", out var payload) ? Payload.FromValue(payload) : answer;

    private async Task AnswerAsync(long executionId, long lastEventId, IReadOnlyList<MockedResponse> responses, StartTask task, Action<Stimulus> answer)
    {
        using var busy = idle.Enter();
        try
        {
            var invocation = await InvocationAsync(executionId, lastEventId, task.StateName);
            foreach (var stimulus in Stimuli(responses, task, invocation))
            {
                answer(stimulus);
            }
        }
        catch (Exception fault) // nobody else would hear of it, and the execution would wait for ever
        {
            logger.MockFailed(fault, task.StateName, executionId);
            answer(new TaskFailed(default, 0, task.TaskId, new StatesError(ErrorNames.Runtime, fault.Message)));
        }
    }

    /// <summary>How often the state was invoked before, on this line and, within a Map iteration, in this iteration: retries, and visits that loop back.</summary>
    private async Task<int> InvocationAsync(long executionId, long lastEventId, string stateName)
    {
        var events = new Dictionary<long, HistoryEvent>();
        for (var from = 1L; from <= lastEventId;)
        {
            var page = await store.ReadHistoryAsync(executionId, from, descending: false, HistoryPage, CancellationToken.None);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var historyEvent in page)
            {
                events[historyEvent.Id] = historyEvent;
            }

            from = page[^1].Id + 1;
        }

        var (invocations, unplaced) = (0, 0);
        for (var id = lastEventId; events.TryGetValue(id, out var historyEvent) && historyEvent.Type != HistoryEventType.MapIterationStarted; id = historyEvent.PreviousEventId)
        {
            switch (historyEvent.Type)
            {
                case HistoryEventType.TaskScheduled or HistoryEventType.LambdaFunctionScheduled or HistoryEventType.ActivityScheduled:
                    unplaced++;
                    break;
                case HistoryEventType.TaskStateEntered:
                    invocations += ((StateEnteredDetails)historyEvent.Details!).Name == stateName ? unplaced : 0;
                    unplaced = 0;
                    break;
                default:
                    break;
            }
        }

        return invocations - 1;
    }

    private sealed class EveryActivity : IActivityDirectory
    {
        public static EveryActivity Instance { get; } = new();

        public bool Exists(string activityArn) => true;
    }
}
