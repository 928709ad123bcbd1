using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/executions/redrive</c>: many failed executions go on, at a pace.</summary>
internal static class BulkRedriveEndpoints
{
    private const string Tag = "Executions";

    private static readonly string[] Machines = ["order", "cancel-order"];

    public static void MapBulkRedrive(this IEndpointRouteBuilder api)
    {
        api.MapPost("/executions/redrive", BeginAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented(
                "redriveExecutions",
                Tag,
                "Redrive many failed executions",
                "With dryRun true nothing is redriven, no Idempotency-Key is needed, and 200 says how many it would be for; else the key is required. "
                + "Executions that fail again are not redriven a second time by the same job.")
            .Takes(ApiParameters.RequestKey with { Required = false })
            .ReadsBody<BulkRedriveBody>()
            .Answers<BulkRedriveLookView>()
            .Answers<BulkRedriveView>(StatusCodes.Status202Accepted)
            .Refuses(ApiProblem.HeaderInvalid, ApiProblem.IdempotencyKeyReused, ApiProblem.WorkflowUnavailable);
        api.MapGet("/executions/redrive/{jobId}", GetAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("getRedrive", Tag, "How far a redrive of many has come")
            .Answers<BulkRedriveView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
        api.MapPost("/executions/redrive/{jobId}/stop", StopAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("stopRedrive", Tag, "Stop a redrive of many", "What was redriven goes on.")
            .Answers<BulkRedriveView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
    }

    private static async Task<IResult> BeginAsync(HttpContext context, RedriveMany redriveMany, TimeProvider clock)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.BulkRedriveBody, context.RequestAborted);
        var machine = body.Filter?.Machine ?? Machines[0];
        if (!Machines.Contains(machine))
        {
            throw new ApiProblemException(ApiProblem.Invalid("filter.machine", $"A machine is one of {string.Join(", ", Machines)}."));
        }

        var pace = Pace.Of(body.ExecutionsPerMinute, RedriveBatch.MaxExecutionsPerMinute, "executions");
        var isDryRun = body.DryRun == true;
        ExecutionOperationsEndpoints.CheckReason(body.Reason, isRequired: !isDryRun);
        var key = isDryRun ? string.Empty : RedriveMany.KeyOf(IdempotencyKey.Require(context.Request));
        var job = new BulkRedriveInput(
            key, machine, pace, body.Reason ?? string.Empty, Caller.NameOf(context), clock.GetUtcNow(), body.Filter?.Error, body.Filter?.StoppedSince);
        if (isDryRun)
        {
            return TypedResults.Json(
                new BulkRedriveLookView(await redriveMany.CountAsync(job, context.RequestAborted)), AdminApiJson.Default.BulkRedriveLookView);
        }

        var begun = await redriveMany.BeginAsync(job, CancellationToken.None)
            ?? throw new ApiProblemException(ApiProblem.KeyReused("redrive"));
        context.Response.Headers.Location = $"/api/executions/redrive/{begun.JobId}";
        return TypedResults.Json(BulkRedriveView.Of(begun), AdminApiJson.Default.BulkRedriveView, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> GetAsync(string jobId, HttpContext context, RedriveMany redriveMany) =>
        Answer(await redriveMany.FindAsync(jobId, context.RequestAborted));

    private static async Task<IResult> StopAsync(string jobId, HttpContext context, RedriveMany redriveMany) =>
        Answer(await redriveMany.StopAsync(jobId, Caller.NameOf(context), CancellationToken.None));

    private static JsonHttpResult<BulkRedriveView> Answer(RedriveJob? job) => job is null
        ? throw new ApiProblemException(ApiProblem.Missing("There is no such redrive."))
        : TypedResults.Json(BulkRedriveView.Of(job), AdminApiJson.Default.BulkRedriveView);
}

/// <param name="Executions">How many executions it would be for.</param>
public sealed record BulkRedriveLookView(int Executions);

/// <param name="JobId">The name of the execution that carries it out.</param>
/// <param name="State"><c>running</c>, <c>stopped</c>, <c>finished</c> or <c>failed</c>.</param>
/// <param name="Total">How many it found when it began; null before its first batch.</param>
/// <param name="Declined">Those that could not be redriven: they can be run again.</param>
/// <param name="Skipped">Those that failed with another error than it is for.</param>
public sealed record BulkRedriveView(
    string JobId,
    [property: AllowedValues("running", "stopped", "finished", "failed")] string State,
    int? Total,
    int Redriven,
    int Declined,
    int Skipped,
    DateTimeOffset? NextBatchAt)
{
    internal static BulkRedriveView Of(RedriveJob job) => new(
        job.JobId,
        job.Status switch { "RUNNING" => "running", "SUCCEEDED" => "finished", "ABORTED" => "stopped", _ => "failed" },
        job.Progress?.Total,
        job.Progress?.Redriven ?? 0,
        job.Progress?.Declined ?? 0,
        job.Progress?.Skipped ?? 0,
        job.Status == "RUNNING" ? job.Progress?.NextAt : null);
}
