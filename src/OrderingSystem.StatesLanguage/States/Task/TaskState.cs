using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.States.Task;

/// <summary>Has a service do a piece of work: <c>{ "Type": "Task", "Resource": "arn:aws:lambda:…", "TimeoutSeconds": 60, "Next": "CheckShipment" }</c>.</summary>
/// <remarks>States Language, "Task State".</remarks>
internal sealed record TaskState : State
{
    public required TaskResource Resource { get; init; }

    internal required IntegrationParameters? ParameterRules { get; init; }

    internal required SecondsField? Timeout { get; init; }

    internal required SecondsField? Heartbeat { get; init; }

    /// <summary>The role of the Credentials field; null where the machine's own role is used.</summary>
    internal required CredentialsField? Credentials { get; init; }

    internal override HistoryEventType EnteredEvent => HistoryEventType.TaskStateEntered;

    internal override HistoryEventType? ExitedEvent => HistoryEventType.TaskStateExited;

    internal override HistoryEventType? AbortedEvent => HistoryEventType.TaskStateAborted;

    internal override StateOutcome Enter(StateContext context)
    {
        var taskId = context.NewTask(mintToken: Resource.Pattern != IntegrationPattern.RequestResponse || Resource.Kind == TaskResourceKind.Activity);
        var input = Data.Input(context);
        var parameters = Data.EffectiveInput(context);
        if (parameters.Bytes > Payload.MaxBytes)
        {
            return new Failure(StateContext.DataLimitExceeded(Name));
        }

        if (ParameterRules?.Check(parameters) is { } wrong)
        {
            var field = QueryLanguage == QueryLanguage.Jsonata ? "Arguments" : "Parameters";
            throw new EvaluationException(ErrorNames.Runtime, $"The {field} '{parameters}' could not be used to start the Task: {wrong}");
        }

        if (Resource.Kind == TaskResourceKind.Activity && !context.ActivityExists(Resource.Arn))
        {
            throw new EvaluationException(ErrorNames.Runtime, $"The activity {Resource.Arn} does not exist.");
        }

        var timeout = Timeout?.Evaluate(context, input);
        var heartbeat = Heartbeat?.Evaluate(context, input);
        var role = Credentials?.RoleArn(context, input);
        var task = new StartTask(taskId, Name, context.RetryCount, Resource, parameters, context.TaskToken, timeout, heartbeat, role);

        TaskEvents.Scheduled(context, task);
        context.Start(task);
        // An activity's heartbeats are counted from the moment a worker takes it, its time-out from now on (Developer Guide, "Task state").
        var heartbeatAt = Resource.Kind == TaskResourceKind.Activity ? null : After(context, heartbeat);
        context.WaitFor(new WaitingForTask(task, CallInFlight: true, After(context, timeout), heartbeatAt));
        return Stay.Instance;
    }

    internal override StateOutcome Resume(StateContext context, Resumption resumption)
    {
        var wait = (WaitingForTask)context.Wait;
        switch (resumption)
        {
            case TaskAnswered { Output: var output } when output.Bytes > Payload.MaxBytes:
                var tooLarge = StateContext.DataLimitExceeded(Resource.Kind == TaskResourceKind.ServiceIntegration ? Resource.ResourceType : Resource.Arn);
                TaskEvents.Failed(context, Resource, tooLarge);
                return new Failure(tooLarge);

            case TaskAnswered { Output: var output }:
                TaskEvents.Succeeded(context, Resource, output);
                return new Exit(Data.Complete(context, output), Next);

            case TaskRefused { Error: var error }:
                TaskEvents.Failed(context, Resource, error);
                return new Failure(error);

            case TimeCame { Now: var now }:
                var heartbeatMissed = wait.HeartbeatAt <= now && (wait.TimeoutAt is null || wait.HeartbeatAt < wait.TimeoutAt);
                var timedOut = new StatesError(ErrorNames.Timeout, null);
                TaskEvents.TimedOut(context, Resource, timedOut);
                context.Cancel(wait.Task);
                return new Failure(timedOut, heartbeatMissed);

            default:
                return base.Resume(context, resumption);
        }
    }

    private static DateTimeOffset? After(StateContext context, long? seconds) => seconds is { } s ? context.Now.AddSeconds(s) : null;
}
