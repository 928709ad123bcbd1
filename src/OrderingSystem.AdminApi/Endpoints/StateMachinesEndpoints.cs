using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/state-machines</c>: what the Step Functions endpoint runs.</summary>
internal static class StateMachinesEndpoints
{
    private const string Tag = "Executions";

    public static void MapStateMachines(this IEndpointRouteBuilder api)
    {
        api.MapGet("/state-machines", ListAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("listStateMachines", Tag, "The state machines of the Step Functions endpoint, by name")
            .Answers<PageView<StateMachineView>>()
            .Refuses(ApiProblem.WorkflowUnavailable);
        api.MapGet("/state-machines/{name}", GetAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("getStateMachine", Tag, "One state machine with its definition")
            .Answers<StateMachineDetailsView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ExecutionQueries executions) => TypedResults.Json(
        new PageView<StateMachineView>([.. (await executions.ListStateMachinesAsync(context.RequestAborted)).Select(StateMachineView.Of)], null),
        AdminApiJson.Default.StateMachinePage);

    private static async Task<IResult> GetAsync(string name, HttpContext context, ExecutionQueries executions)
    {
        var machine = await executions.FindStateMachineAsync(name, context.RequestAborted)
            ?? throw new ApiProblemException(ApiProblem.Missing("There is no such state machine."));
        var view = new StateMachineDetailsView(
            machine.Summary.Name,
            machine.Summary.Arn,
            machine.Summary.Type,
            machine.Status,
            machine.Summary.CreatedAt,
            machine.RevisionId,
            JsonDocument.Parse(machine.Definition).RootElement);
        return TypedResults.Json(view, AdminApiJson.Default.StateMachineDetailsView);
    }
}

/// <param name="Type"><c>STANDARD</c> or <c>EXPRESS</c>.</param>
public sealed record StateMachineView(
    string Name, string StateMachineArn, [property: AllowedValues("STANDARD", "EXPRESS")] string Type, DateTimeOffset CreatedAt)
{
    internal static StateMachineView Of(StateMachineSummary machine) => new(machine.Name, machine.Arn, machine.Type, machine.CreatedAt);
}

/// <param name="RevisionId">Changes with each update; null where the machine was never updated.</param>
/// <param name="Definition">States Language.</param>
public sealed record StateMachineDetailsView(
    string Name,
    string StateMachineArn,
    [property: AllowedValues("STANDARD", "EXPRESS")] string Type,
    [property: AllowedValues("ACTIVE", "DELETING")] string Status,
    DateTimeOffset CreatedAt,
    string? RevisionId,
    JsonElement Definition);
