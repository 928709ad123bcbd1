using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Runtime;

/// <summary>What a call's result is to the execution.</summary>
internal static class TaskAnswers
{
    /// <returns>Null where the stimulus is no answer to a call.</returns>
    public static long? TaskOf(Stimulus answer) => answer switch
    {
        TaskSucceeded { TaskId: var id } => id,
        TaskFailed { TaskId: var id } => id,
        TaskSubmitted { TaskId: var id } => id,
        _ => null,
    };

    public static Stimulus Of(StartTask task, ServiceResult result) => result switch
    {
        ServiceFailed { Error: var error } => new TaskFailed(default, 0, task.TaskId, error),
        ServiceSucceeded { Output: var output } => task.Resource.Pattern == IntegrationPattern.RequestResponse
            ? new TaskSucceeded(default, 0, task.TaskId, output)
            : new TaskSubmitted(default, 0, task.TaskId, output),
        _ => throw new InvalidOperationException($"No stimulus for {result.GetType().Name}."),
    };
}
