using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary>
/// <c>/api/executions/{name}/redrive</c> and <c>/stop</c> of executions that have nothing to do with orders: the execution alone decides. Where there
/// are orders, <see cref="ExecutionOperationsEndpoints"/> has these paths, and leaves to this what is none of theirs.
/// </summary>
internal static class AnyExecutionEndpoints
{
    public static void MapAnyExecutionOperations(this IEndpointRouteBuilder api)
    {
        api.MapPost("/executions/{name}/redrive", RedriveAsync).RequireScope(Scopes.ExecutionsOperate);
        api.MapPost("/executions/{name}/stop", StopAsync).RequireScope(Scopes.ExecutionsOperate);
    }

    public static async Task<IResult> RedriveAsync(string name, HttpContext context)
    {
        var (executions, control) = PortsOf(context);
        var key = ExecutionsEndpoints.KeyOf(context.Request, name);
        await ReadReasonAsync(context);
        var execution = await executions.FindAsync(key, context.RequestAborted) ?? throw ExecutionsEndpoints.Missing();
        return await control.RedriveAsync(execution.Summary.Arn, CancellationToken.None) is { } declined
            ? throw new ApiProblemException(ApiProblem.Conflict(ApiProblem.NotRedrivable, "The execution cannot be redriven.", declined))
            : await AnswerAsync(key, context, executions);
    }

    public static async Task<IResult> StopAsync(string name, HttpContext context)
    {
        var (executions, control) = PortsOf(context);
        var key = ExecutionsEndpoints.KeyOf(context.Request, name);
        var reason = await ReadReasonAsync(context);
        var execution = await executions.FindAsync(key, context.RequestAborted) ?? throw ExecutionsEndpoints.Missing();
        if (!execution.Summary.IsRunning)
        {
            throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.ExecutionNotRunning, "The execution does not run.", $"It is {execution.Summary.Status}."));
        }

        await control.StopAsync(execution.Summary.Arn, "StoppedByOperator", reason, CancellationToken.None);
        return await AnswerAsync(key, context, executions);
    }

    private static (IExecutionReader Executions, IExecutionControl Control) PortsOf(HttpContext context) =>
        (context.RequestServices.GetRequiredService<IExecutionReader>(), context.RequestServices.GetRequiredService<IExecutionControl>());

    private static async Task<string> ReadReasonAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.ReasonBody, context.RequestAborted);
        ExecutionOperationsEndpoints.CheckReason(body.Reason, isRequired: true);
        return body.Reason!;
    }

    private static async Task<IResult> AnswerAsync(ExecutionKey key, HttpContext context, IExecutionReader executions)
    {
        var execution = await executions.FindAsync(key, context.RequestAborted) ?? throw ExecutionsEndpoints.Missing();
        return TypedResults.Json(OperatedExecutionView.Of(execution.Summary), AdminApiJson.Default.OperatedExecutionView);
    }
}
