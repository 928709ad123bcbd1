using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary>What operators do with one execution: <c>/api/executions/{name}/redrive</c>, <c>/stop</c>, <c>/run-again</c>.</summary>
internal static class ExecutionOperationsEndpoints
{
    private const string Tag = "Executions";

    public static void MapExecutionOperations(this IEndpointRouteBuilder api)
    {
        api.MapPost("/executions/{name}/redrive", RedriveAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("redriveExecution", Tag, "Let a failed execution go on from the state that failed", "On the definition that it started with, within 14 days. The body may be left out where the execution is one of an order's.")
            .Takes(ExecutionsEndpoints.StateMachine)
            .ReadsBody<ReasonBody>()
            .Answers<OperatedExecutionView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.NotRedrivable, ApiProblem.WorkflowUnavailable);
        api.MapPost("/executions/{name}/stop", StopAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("stopExecution", Tag, "Stop an execution", "Its order waits until somebody redrives it, runs it again or cancels the order.")
            .Takes(ExecutionsEndpoints.StateMachine)
            .ReadsBody<ReasonBody>()
            .Answers<OperatedExecutionView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.ExecutionNotRunning, ApiProblem.WorkflowUnavailable);
        api.MapPost("/executions/{name}/run-again", RunAgainAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented(
                "runAgain",
                Tag,
                "Run an order again from a chosen state",
                "For an order whose execution has ended and cannot, or should not, be redriven: a new execution, on the present definition, has the order from then on. "
                + "With dryRun true nothing is started, and 200 says what would be.")
            .ReadsBody<RunAgainBody>()
            .Answers<RunAgainView>()
            .Answers<RunAgainView>(StatusCodes.Status202Accepted)
            .Refuses(ApiProblem.NotFound, ApiProblem.CannotRunAgain, ApiProblem.WorkflowUnavailable);
    }

    /// <exception cref="ApiProblemException">422: too long, or left out where it must not be.</exception>
    public static void CheckReason(string? reason, bool isRequired)
    {
        if ((isRequired && string.IsNullOrWhiteSpace(reason)) || (reason is not null && (reason.Length > RunAgain.MaxReasonLength || !PlainText.IsAcceptable(reason))))
        {
            throw new ApiProblemException(ApiProblem.Invalid("reason", $"A reason has 1 to {RunAgain.MaxReasonLength} characters."));
        }
    }

    private static async Task<IResult> RedriveAsync(string name, HttpContext context, OperateExecution operate)
    {
        if (!IsOfOrders(name, context.Request))
        {
            return await AnyExecutionEndpoints.RedriveAsync(name, context);
        }

        var hasBody = context.Request.ContentLength > 0 || context.Request.ContentType is not null;
        var body = hasBody ? await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.ReasonBody, context.RequestAborted) : new ReasonBody();
        CheckReason(body.Reason, isRequired: false);
        return Answer(
            await operate.RedriveAsync(name, body.Reason, Caller.NameOf(context), CancellationToken.None),
            ApiProblem.NotRedrivable,
            "The execution cannot be redriven.");
    }

    private static async Task<IResult> StopAsync(string name, HttpContext context, OperateExecution operate)
    {
        if (!IsOfOrders(name, context.Request))
        {
            return await AnyExecutionEndpoints.StopAsync(name, context);
        }

        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.ReasonBody, context.RequestAborted);
        CheckReason(body.Reason, isRequired: true);
        return Answer(
            await operate.StopAsync(name, body.Reason!, Caller.NameOf(context), CancellationToken.None),
            ApiProblem.ExecutionNotRunning,
            "The execution does not run.");
    }

    /// <summary>
    /// Executions of the orders' machines are known by their names, and what is done to them is written down on the order. All others belong to the
    /// machine that the caller names. On AWS machines have a prefix: <c>prod-order</c>.
    /// </summary>
    private static bool IsOfOrders(string name, HttpRequest request) =>
        QueryParameters.Text(request, ExecutionsEndpoints.StateMachine.Name) is not { } machine
        || (ExecutionNames.MachineOf(name) is { } own && (machine == own || machine.EndsWith($"-{own}", StringComparison.Ordinal)));

    private static async Task<IResult> RunAgainAsync(string name, HttpContext context, RunAgain runAgain)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.RunAgainBody, context.RequestAborted);
        if (body.FromState is null || !ResumedRun.States.Contains(body.FromState))
        {
            throw new ApiProblemException(ApiProblem.Invalid("fromState", $"An order runs again from one of {string.Join(", ", ResumedRun.States)}."));
        }

        CheckReason(body.Reason, isRequired: true);
        switch (await runAgain.RunAsync(name, body.FromState, body.Reason!, Caller.NameOf(context), body.DryRun == true, CancellationToken.None))
        {
            case RunAgainResult.Started started:
                return Answer(started.ExecutionName, started.Order.OrderId.Value, body.FromState, isStarted: true);
            case RunAgainResult.Possible possible:
                return Answer(possible.ExecutionName, possible.Order.OrderId.Value, body.FromState, isStarted: false);
            case RunAgainResult.NotNow notNow:
                throw new ApiProblemException(ApiProblem.Conflict(ApiProblem.CannotRunAgain, "The order cannot be run again now.", notNow.Reason));
            default:
                throw new ApiProblemException(ApiProblem.Missing("No order has such an execution. Watches, cancellations and jobs are redriven, not run again."));
        }
    }

    private static JsonHttpResult<RunAgainView> Answer(string executionName, string orderId, string fromState, bool isStarted) => TypedResults.Json(
        new RunAgainView(executionName, orderId, fromState, isStarted),
        AdminApiJson.Default.RunAgainView,
        statusCode: isStarted ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);

    private static JsonHttpResult<OperatedExecutionView> Answer(OperateResult result, string problem, string title) => result switch
    {
        OperateResult.Done done => TypedResults.Json(OperatedExecutionView.Of(done.Execution), AdminApiJson.Default.OperatedExecutionView),
        OperateResult.NotNow notNow => throw new ApiProblemException(ApiProblem.Conflict(problem, title, notNow.Reason)),
        _ => throw new ApiProblemException(ApiProblem.Missing("There is no such execution.")),
    };
}

/// <param name="Status">The service's word, as it is now: <c>RUNNING</c>, <c>ABORTED</c>, …</param>
public sealed record OperatedExecutionView(
    string Name,
    string ExecutionArn,
    [property: AllowedValues("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE")] string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt)
{
    internal static OperatedExecutionView Of(ExecutionState execution) =>
        new(execution.Name, execution.ExecutionArn, execution.Status, execution.StartedAt, execution.StoppedAt);

    internal static OperatedExecutionView Of(ExecutionSummary execution) =>
        new(execution.Key.Name, execution.Arn, execution.Status, execution.StartedAt, execution.StoppedAt);
}

/// <param name="ExecutionName">The new execution; the order's record points to it from now on.</param>
/// <param name="Started">False for a dry run.</param>
public sealed record RunAgainView(string ExecutionName, string OrderId, string FromState, bool Started);
