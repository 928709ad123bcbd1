using System.Net;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>What the answers of the Step Functions API, and their absence, mean to the order side.</summary>
internal static class StepFunctionsCalls
{
    /// <returns>False where the token is not awaited any more.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether it was redeemed is unknown.</exception>
    public static async Task<bool> RedeemAsync<TResponse>(Func<Task<TResponse>> redeem)
    {
        try
        {
            await AskAsync(redeem);
            return true;
        }
        catch (AmazonStepFunctionsException exception) when (exception is TaskTimedOutException or TaskDoesNotExistException or InvalidTokenException)
        {
            return false;
        }
    }

    /// <exception cref="WorkflowUnavailableException">No answer.</exception>
    public static async Task<TResponse> AskAsync<TResponse>(Func<Task<TResponse>> call)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException exception) when (IsTransient(exception))
        {
            throw new WorkflowUnavailableException("Step Functions gave no answer, or asks for patience.", exception);
        }
        catch (AmazonClientException exception)
        {
            throw new WorkflowUnavailableException("Step Functions cannot be reached.", exception);
        }
    }

    /// <returns>Null where there is no such execution: its name cannot be one, or Step Functions has forgotten it.</returns>
    /// <exception cref="WorkflowUnavailableException">No answer.</exception>
    public static async Task<DescribeExecutionResponse?> FindExecutionAsync(
        IAmazonStepFunctions stepFunctions, string executionArn, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(() => stepFunctions.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = executionArn }, cancellationToken));
        }
        catch (AmazonStepFunctionsException missing) when (IsMissing(missing))
        {
            return null;
        }
    }

    /// <summary>A name that cannot be one names nothing.</summary>
    public static bool IsMissing(AmazonStepFunctionsException exception) =>
        exception is ExecutionDoesNotExistException or StateMachineTypeNotSupportedException or InvalidArnException or ValidationException;

    public static string ExecutionArnOf(string stateMachineArn, string name) =>
        $"{stateMachineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";

    /// <summary>A time that the service's model requires.</summary>
    public static DateTimeOffset RequiredTimeOf(DateTime? date) =>
        TimeOf(date) ?? throw new InvalidOperationException("Step Functions answered without a time that its model requires.");

    /// <summary>Times come from the wire in UTC, whether or not they say so.</summary>
    public static DateTimeOffset? TimeOf(DateTime? date) => date switch
    {
        { Kind: DateTimeKind.Unspecified } unspecified => new DateTimeOffset(unspecified, TimeSpan.Zero),
        { } known => new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero),
        null => null,
    };

    /// <summary>No answer at all, throttling, or a fault of the service; a refusal of what we sent is our bug and passes through.</summary>
    private static bool IsTransient(AmazonServiceException exception) =>
        exception.StatusCode is default(HttpStatusCode) or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        || exception.ErrorCode is "ThrottlingException" or "Throttling" or "TooManyRequestsException" or "ExecutionLimitExceeded";
}
