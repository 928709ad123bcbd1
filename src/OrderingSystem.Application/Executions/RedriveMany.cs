using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>Redrives many failed executions: looked at first, begun, followed, stopped. The job is one execution of <c>bulk-redrive</c>.</summary>
public sealed class RedriveMany(IExecutionOperations operations, ICompanionWorkflows workflows, RedriveBatch batches)
{
    /// <summary>How many executions a job would look at; those with another error name are left out only then.</summary>
    public async Task<int> CountAsync(BulkRedriveInput job, CancellationToken cancellationToken)
    {
        var found = await batches.FindAsync(job, null, cancellationToken);
        if (job.Error is null)
        {
            return found.Count;
        }

        var count = 0;
        foreach (var failed in found)
        {
            count += (await operations.FindAsync(failed.Name, cancellationToken))?.Error == job.Error ? 1 : 0;
        }

        return count;
    }

    /// <summary>Begins the job. The same key again finds the same job.</summary>
    /// <returns>Null where the key belongs to another request.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether the job runs is unknown; the same request again is safe.</exception>
    public async Task<RedriveJob?> BeginAsync(BulkRedriveInput job, CancellationToken cancellationToken)
    {
        await workflows.StartAsync(job, cancellationToken);
        if (await operations.FindAsync(job.ExecutionName, cancellationToken) is { Input: { } input } && !IsOf(job, input))
        {
            return null;
        }

        return await FindAsync(job.ExecutionName, cancellationToken) ?? new RedriveJob(job.ExecutionName, "RUNNING", null);
    }

    /// <returns>Null where there is no such job.</returns>
    public async Task<RedriveJob?> FindAsync(string jobId, CancellationToken cancellationToken) =>
        jobId.StartsWith(BulkRedriveInput.Prefix, StringComparison.Ordinal) && await operations.FindAsync(jobId, cancellationToken) is { } execution
            ? new RedriveJob(jobId, execution.Status, await operations.FindLatestStepAsync(jobId, cancellationToken))
            : null;

    /// <summary>Ends the job at once. What was redriven stays so.</summary>
    /// <returns>Null where there is no such job.</returns>
    public async Task<RedriveJob?> StopAsync(string jobId, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(jobId, cancellationToken) is not { } job)
        {
            return null;
        }

        if (job.Status != "RUNNING")
        {
            return job;
        }

        await operations.StopAsync(jobId, "StoppedByOperator", $"Stopped by {by}.", cancellationToken);
        return await FindAsync(jobId, cancellationToken);
    }

    private static bool IsOf(BulkRedriveInput job, string input)
    {
        try
        {
            return JsonSerializer.Deserialize(input, WorkflowJson.Default.BulkRedriveInput) is { } first && first with { BegunAt = job.BegunAt } == job;
        }
        catch (JsonException)
        {
            return false; // started by hand under this name, with something else in it
        }
    }

    /// <summary>The part of the job's name that a request's key makes.</summary>
    public static string KeyOf(string idempotencyKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("redrive:" + idempotencyKey)))[..26];
}

/// <param name="JobId">The name of the job's execution.</param>
/// <param name="Status">The service's word for the execution.</param>
/// <param name="Progress">Null before the first batch.</param>
public sealed record RedriveJob(string JobId, string Status, RedriveStep? Progress);
