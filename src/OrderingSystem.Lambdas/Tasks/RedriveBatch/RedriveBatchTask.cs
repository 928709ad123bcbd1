using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.RedriveBatch;

/// <summary>State <c>RedriveBatch</c>: redrives the next executions of a job.</summary>
public sealed class RedriveBatchTask(Application.Executions.RedriveBatch redriveBatch) : ILambdaTask<RedriveBatchRequest, RedriveBatchResponse>
{
    public async Task<RedriveBatchResponse> HandleAsync(RedriveBatchRequest request, CancellationToken cancellationToken)
    {
        var progress = await redriveBatch.RunAsync(request.Job, request.Before, cancellationToken);
        return new RedriveBatchResponse(progress.NextAt is { } at ? "wait" : "finish", progress.NextAt is { } next ? LoopResponse.Timestamp(next) : null, progress);
    }
}

/// <param name="Before">What the batch before answered; null for the first.</param>
public sealed record RedriveBatchRequest(BulkRedriveInput Job, RedriveStep? Before = null);

/// <param name="Action"><c>wait</c> or <c>finish</c>.</param>
/// <param name="Until">A timestamp as Wait states take it; null unless <paramref name="Action"/> is <c>wait</c>.</param>
public sealed record RedriveBatchResponse(string Action, string? Until, RedriveStep Progress);
