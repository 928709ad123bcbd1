using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using OrderingSystem.Application.Stores;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>
/// Turns what DynamoDB, the network or the credentials' service fails with into one exception. What DynamoDB refuses passes through: it is our bug, or the
/// answer to a condition.
/// </summary>
internal sealed class NoAnswerHandler : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        catch (AmazonServiceException exception)
        {
            if (!IsTransient(exception))
            {
                throw;
            }

            throw new StoreUnavailableException($"DynamoDB gave no answer, or asks for patience ({exception.ErrorCode ?? "no answer"}).", exception);
        }
        catch (AmazonClientException exception)
        {
            throw new StoreUnavailableException("DynamoDB cannot be asked.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new StoreUnavailableException("DynamoDB cannot be reached.", exception);
        }
        catch (OperationCanceledException exception) when (!executionContext.RequestContext.CancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("DynamoDB gave no answer in time.", exception);
        }
    }

    private static bool IsTransient(AmazonServiceException exception) =>
        exception.StatusCode is default(HttpStatusCode) or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        || exception.ErrorCode is "ProvisionedThroughputExceededException" or "ThrottlingException" or "RequestLimitExceeded" or "ExpiredTokenException";
}
