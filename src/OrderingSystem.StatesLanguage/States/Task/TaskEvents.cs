using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Task;

/// <summary>The events of a task: one family each for Lambda functions, activities and service integrations.</summary>
internal static class TaskEvents
{
    public static void Scheduled(StateContext context, StartTask task)
    {
        var resource = task.Resource;
        switch (resource.Kind)
        {
            case TaskResourceKind.LambdaFunction:
                context.Emit(HistoryEventType.LambdaFunctionScheduled, Function(task));
                context.Emit(HistoryEventType.LambdaFunctionStarted, null);
                break;
            case TaskResourceKind.Activity:
                context.Emit(HistoryEventType.ActivityScheduled, Function(task)); // ActivityStarted follows when a worker takes it
                break;
            default:
                context.Emit(HistoryEventType.TaskScheduled, new TaskScheduledDetails(resource.ResourceType, resource.Action, context.Region,
                    task.Parameters, task.TimeoutInSeconds, task.HeartbeatInSeconds, task.CredentialsRoleArn));
                context.Emit(HistoryEventType.TaskStarted, new TaskStartedDetails(resource.ResourceType, resource.Action));
                break;
        }
    }

    public static void Submitted(StateContext context, TaskResource resource, Payload output) =>
        context.Emit(HistoryEventType.TaskSubmitted, new TaskOutputDetails(resource.ResourceType, resource.Action, output));

    public static void Succeeded(StateContext context, TaskResource resource, Payload output)
    {
        switch (resource.Kind)
        {
            case TaskResourceKind.LambdaFunction:
                context.Emit(HistoryEventType.LambdaFunctionSucceeded, new OutputDetails(output));
                break;
            case TaskResourceKind.Activity:
                context.Emit(HistoryEventType.ActivitySucceeded, new OutputDetails(output));
                break;
            default:
                context.Emit(HistoryEventType.TaskSucceeded, new TaskOutputDetails(resource.ResourceType, resource.Action, output));
                break;
        }
    }

    public static void Failed(StateContext context, TaskResource resource, StatesError error) => Ended(context, resource, error,
        HistoryEventType.LambdaFunctionFailed, HistoryEventType.ActivityFailed, HistoryEventType.TaskFailed);

    public static void TimedOut(StateContext context, TaskResource resource, StatesError error) => Ended(context, resource, error,
        HistoryEventType.LambdaFunctionTimedOut, HistoryEventType.ActivityTimedOut, HistoryEventType.TaskTimedOut);

    private static void Ended(StateContext context, TaskResource resource, StatesError error, HistoryEventType lambda, HistoryEventType activity, HistoryEventType task)
    {
        switch (resource.Kind)
        {
            case TaskResourceKind.LambdaFunction:
                context.Emit(lambda, new ErrorDetails(error.Name, error.Cause));
                break;
            case TaskResourceKind.Activity:
                context.Emit(activity, new ErrorDetails(error.Name, error.Cause));
                break;
            default:
                context.Emit(task, new TaskErrorDetails(resource.ResourceType, resource.Action, error.Name, error.Cause));
                break;
        }
    }

    private static FunctionScheduledDetails Function(StartTask task) =>
        new(task.Resource.Arn, task.Parameters, task.TimeoutInSeconds, task.HeartbeatInSeconds, task.CredentialsRoleArn);
}
