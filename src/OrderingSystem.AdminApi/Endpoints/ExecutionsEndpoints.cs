using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/executions</c>, read: on AWS, on the embedded engine, or on whatever Step Functions endpoint this API fronts.</summary>
internal static class ExecutionsEndpoints
{
    /// <summary>The machine that is meant where none is named.</summary>
    internal const string DefaultMachine = "order";

    internal static readonly ApiParameter StateMachine = ApiParameters.Text("stateMachine", $"The state machine's name; {DefaultMachine} where it is left out.", "carrier-watch");

    internal const string Tag = "Executions";

    private static readonly string[] Statuses = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];

    public static void MapExecutions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/executions", ListAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("listExecutions", Tag, "Executions of one state machine, newest first, and where each stands")
            .Takes(
                StateMachine,
                ApiParameters.OneOf("status", "Only those of this status.", Statuses),
                ApiParameters.Text("search", "A whole name, or the beginning of one among the newest 1,000."))
            .TakesPage()
            .Answers<PageView<ExecutionView>>()
            .Refuses(ApiProblem.QueryInvalid, ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
        api.MapGet("/executions/{name}", GetAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("getExecution", Tag, "One execution, with its input, its output and the definition that it runs")
            .Takes(StateMachine)
            .Answers<ExecutionDetailsView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.WorkflowUnavailable);
    }

    internal static ExecutionKey KeyOf(HttpRequest request, string name) => new(MachineOf(request), name);

    internal static ApiProblemException Missing() => new(ApiProblem.Missing("There is no such execution. Is it another state machine's? Name that with ?stateMachine=."));

    private static async Task<IResult> ListAsync(HttpContext context, ExecutionQueries executions)
    {
        var request = context.Request;
        var status = QueryParameters.Text(request, "status")?.ToUpperInvariant();
        if (status is not null && !Statuses.Contains(status))
        {
            throw new ApiProblemException(ApiProblem.BadQuery("status", $"A status is one of {string.Join(", ", Statuses)}."));
        }

        var page = await executions.ListAsync(
            MachineOf(request), status, QueryParameters.Text(request, "search"), QueryParameters.Page(request), context.RequestAborted)
            ?? throw new ApiProblemException(ApiProblem.Missing("There is no such state machine."));
        return TypedResults.Json(
            new PageView<ExecutionView>([.. page.Items.Select(item => ExecutionView.Of(item.Summary, item.Standing))], page.NextCursor),
            AdminApiJson.Default.ExecutionPage);
    }

    private static async Task<IResult> GetAsync(string name, HttpContext context, ExecutionQueries executions)
    {
        var key = KeyOf(context.Request, name);
        var execution = await executions.FindAsync(key, context.RequestAborted) ?? throw Missing();
        var standing = execution.Summary.IsRunning
            ? await executions.StandingOfAsync(key, execution.Definition, context.RequestAborted)
            : ExecutionStanding.Nowhere;
        return TypedResults.Json(ExecutionDetailsView.Of(execution, standing), AdminApiJson.Default.ExecutionDetailsView);
    }

    private static string MachineOf(HttpRequest request) => QueryParameters.Text(request, "stateMachine") ?? DefaultMachine;
}
