using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/decisions</c>: one decision for many orders that wait for an operator.</summary>
internal static class DecisionsEndpoints
{
    private const string Tag = "Decisions";

    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        api.MapPost("/decisions", BeginAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented(
                "decideOrders",
                Tag,
                "One decision for many orders that wait for an operator",
                "With dryRun true nothing is decided, no Idempotency-Key is needed, and 200 says how many orders it would be for; else the key is required.")
            .Takes(ApiParameters.RequestKey with { Required = false })
            .ReadsBody<BulkDecisionBody>()
            .Answers<BulkDecisionLookView>()
            .Answers<BulkDecisionView>(StatusCodes.Status202Accepted)
            .Refuses(ApiProblem.HeaderInvalid, ApiProblem.IdempotencyKeyReused, ApiProblem.WorkflowUnavailable);
        api.MapGet("/decisions/{jobId}", GetAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("getDecision", Tag, "How far a decision for many has come")
            .Answers<BulkDecisionView>()
            .Refuses(ApiProblem.NotFound);
        api.MapPost("/decisions/{jobId}/stop", StopAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("stopDecision", Tag, "Stop a decision for many", "What was decided stays decided.")
            .Answers<BulkDecisionView>()
            .Refuses(ApiProblem.NotFound);
    }

    private static async Task<IResult> BeginAsync(HttpContext context, DecideMany decideMany, TimeProvider clock)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.BulkDecisionBody, context.RequestAborted);
        var kind = DecisionInput.Kind(body.Decision);
        DecisionInput.CheckNote(body.Note);
        var filter = new AttentionFilter(body.Filter?.State, body.Filter?.Error, body.Filter?.WaitingSince);
        if (body.DryRun == true)
        {
            var count = await decideMany.LookAsync(filter, context.RequestAborted);
            return TypedResults.Json(
                new BulkDecisionLookView(count.Orders, count.Oldest?.OrderId.Value, count.Oldest?.Since),
                AdminApiJson.Default.BulkDecisionLookView);
        }

        var pace = Pace.Of(body.OrdersPerMinute, BulkDecision.MaxOrdersPerMinute, "orders");
        var key = IdempotencyKey.Require(context.Request);
        var decision = new Decision(kind, body.Note, Caller.NameOf(context), clock.GetUtcNow());
        var job = await decideMany.BeginAsync(key, decision, filter, pace, CancellationToken.None)
            ?? throw new ApiProblemException(ApiProblem.KeyReused("decision"));
        context.Response.Headers.Location = $"/api/decisions/{job.JobId}";
        return TypedResults.Json(BulkDecisionView.Of(job), AdminApiJson.Default.BulkDecisionView, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> GetAsync(string jobId, HttpContext context, DecideMany decideMany) =>
        Answer(await decideMany.FindAsync(jobId, context.RequestAborted));

    private static async Task<IResult> StopAsync(string jobId, HttpContext context, DecideMany decideMany) =>
        Answer(await decideMany.StopAsync(jobId, Caller.NameOf(context), CancellationToken.None));

    private static JsonHttpResult<BulkDecisionView> Answer(BulkDecision? job) => job is null
        ? throw new ApiProblemException(ApiProblem.Missing("There is no such decision."))
        : TypedResults.Json(BulkDecisionView.Of(job), AdminApiJson.Default.BulkDecisionView);
}

/// <param name="Orders">How many orders the decision would be for.</param>
/// <param name="OldestOrderId">The one that waits longest; null where none waits.</param>
public sealed record BulkDecisionLookView(int Orders, string? OldestOrderId, DateTimeOffset? OldestSince);

/// <param name="State"><c>running</c>, <c>stopped</c> or <c>finished</c>.</param>
/// <param name="Total">How many orders waited when it was made.</param>
/// <param name="Superseded">Orders that somebody else decided first, or that asked anew in that moment.</param>
/// <param name="NotPossible">Orders that the decision did not fit.</param>
public sealed record BulkDecisionView(
    string JobId,
    [property: AllowedValues("running", "stopped", "finished")] string State,
    [property: AllowedValues("retry", "cancel", "confirm-shipped")] string Decision,
    string? Note,
    string By,
    DateTimeOffset At,
    int OrdersPerMinute,
    int Total,
    int Decided,
    int Superseded,
    int NotPossible,
    DateTimeOffset? EndedAt,
    string? StoppedBy)
{
    public static BulkDecisionView Of(BulkDecision job) => new(
        job.JobId,
        job.State.ToString().ToLowerInvariant(),
        Domain.Orders.Decision.WordFor(job.Decision.Kind),
        job.Decision.Note,
        job.Decision.By,
        job.Decision.At,
        job.OrdersPerMinute,
        job.Total,
        job.Decided,
        job.Superseded,
        job.NotPossible,
        job.EndedAt,
        job.StoppedBy);
}
