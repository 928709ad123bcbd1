using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>POST /api/executions</c>: one more run of a state machine that has nothing to do with orders.</summary>
internal static class StartExecutionEndpoints
{
    /// <summary>Step Functions, StartExecution.</summary>
    private const int MaxNameLength = 80;

    public static void MapStartExecution(this IEndpointRouteBuilder api) =>
        api.MapPost("/executions", StartAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented(
                "startExecution",
                "Executions",
                "Start an execution of a state machine",
                "Not of those that carry orders: place an order, or run one again. The same name and input again are the same execution.")
            .ReadsBody<StartExecutionBody>()
            .Answers<StartedExecutionView>(StatusCodes.Status201Created)
            .Refuses(ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);

    private static async Task<IResult> StartAsync(HttpContext context, IExecutionReader executions, IExecutionControl control, IServiceProvider services)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.StartExecutionBody, context.RequestAborted);
        if (string.IsNullOrEmpty(body.StateMachine))
        {
            throw new ApiProblemException(ApiProblem.Invalid("stateMachine", "Name the state machine that is to run."));
        }

        if (body.Name is { Length: 0 or > MaxNameLength })
        {
            throw new ApiProblemException(ApiProblem.Invalid("name", $"A name has 1 to {MaxNameLength} characters; left out, one is made."));
        }

        ExecutionOperationsEndpoints.CheckReason(body.Reason, isRequired: true);
        var machine = await executions.FindStateMachineAsync(body.StateMachine, context.RequestAborted)
            ?? throw new ApiProblemException(ApiProblem.Missing("There is no such state machine."));
        if (services.GetService<IOwnStateMachines>()?.Has(machine.Summary.Arn) == true)
        {
            throw new ApiProblemException(ApiProblem.Invalid("stateMachine", "This machine carries orders: place an order, or run one again, and it starts."));
        }

        switch (await control.StartAsync(machine.Summary.Arn, body.Name, body.Input?.GetRawText() ?? "{}", CancellationToken.None))
        {
            case StartResult.Started started:
                context.Response.Headers.Location = $"/api/executions/{Uri.EscapeDataString(started.Name)}?stateMachine={Uri.EscapeDataString(body.StateMachine)}";
                return TypedResults.Json(
                    new StartedExecutionView(started.Name, body.StateMachine, started.ExecutionArn),
                    AdminApiJson.Default.StartedExecutionView,
                    statusCode: StatusCodes.Status201Created);
            case StartResult.Refused refused:
                throw new ApiProblemException(ApiProblem.Invalid(refused.Field, refused.Reason));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

/// <summary><c>POST /api/executions</c>.</summary>
/// <param name="StateMachine">The state machine's name.</param>
/// <param name="Name">The execution's; left out, one is made.</param>
/// <param name="Input">Any JSON; <c>{}</c> where it is left out.</param>
/// <param name="Reason">Why; it is kept.</param>
public sealed record StartExecutionBody(
    [property: Required] string? StateMachine = null, [property: MaxLength(80)] string? Name = null, JsonElement? Input = null, [property: Required] string? Reason = null);

public sealed record StartedExecutionView(string Name, string StateMachine, string ExecutionArn);
