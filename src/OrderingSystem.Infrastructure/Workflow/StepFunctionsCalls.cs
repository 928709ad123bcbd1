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
