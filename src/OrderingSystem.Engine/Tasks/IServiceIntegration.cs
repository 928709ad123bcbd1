using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Tasks;

/// <summary>Calls one service on behalf of Task states.</summary>
public interface IServiceIntegration
{
    bool Handles(TaskResource resource);

    /// <summary>Makes the call. It may be made twice: after a crash the engine does not know whether the first was heard.</summary>
    /// <returns>
    /// The service's answer or its refusal. For <c>.waitForTaskToken</c> the answer to the call itself; the task's result comes by token.
    /// </returns>
    /// <param name="cancellationToken">Cancelled when nobody waits for the answer any more.</param>
    Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken);
}

/// <summary>One call of a service.</summary>
/// <param name="Execution">Of whose execution.</param>
/// <param name="Task">What to call, with what.</param>
public sealed record ServiceCall(ExecutionFacts Execution, StartTask Task)
{
    /// <summary>Null where nobody looks.</summary>
    public HttpInspection? Inspection { get; init; }

    public TaskResource Resource => Task.Resource;

    /// <summary>The effective input of the call.</summary>
    public Payload Parameters => Task.Parameters;
}

/// <summary>What became of a call.</summary>
public abstract record ServiceResult
{
    private protected ServiceResult()
    {
    }

    public static ServiceResult Success(Payload output) => new ServiceSucceeded(output);

    public static ServiceResult Failure(string? error, string? cause) => new ServiceFailed(new StatesError(error, cause));
}

/// <param name="Output">As the Task state sees it, before ResultSelector.</param>
public sealed record ServiceSucceeded(Payload Output) : ServiceResult;

public sealed record ServiceFailed(StatesError Error) : ServiceResult;
