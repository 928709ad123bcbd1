using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Orders;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/waiting</c> and <c>/api/executions/{name}/resume</c>: callbacks that are open, and answering one without ever seeing its token.</summary>
internal static class WaitingEndpoints
{
    private const string Tag = "Executions";
    private const int MaxReasonLength = 2_000;
    private const int RecentActions = 5;

    public static void MapWaiting(this IEndpointRouteBuilder api)
    {
        api.MapGet("/waiting", ListAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("listWaiting", Tag, "Callback tasks that wait for a person, the longest first")
            .Takes(ApiParameters.OneOf("kind", "Orders that wait for a decision, or callbacks of other state machines; the former where it is left out and there are orders.", "decision", "callback"))
            .TakesPage()
            .Answers<PageView<WaitingView>>()
            .Refuses(ApiProblem.QueryInvalid, ApiProblem.WorkflowUnavailable);
        api.MapGet("/executions/{name}/resume", LookAsync).RequireScope(Scopes.ExecutionsRead)
            .Documented("previewResume", Tag, "What an execution waits for, and what each answer would send and bring about")
            .Takes(ExecutionsEndpoints.StateMachine)
            .Answers<ResumePreviewView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.NothingWaits, ApiProblem.WorkflowUnavailable);
        api.MapPost("/executions/{name}/resume", ResumeAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("resumeExecution", Tag, "Answer the callback that was looked at", "The token stays with the server. 409 where the execution has moved on since.")
            .Takes(ExecutionsEndpoints.StateMachine)
            .ReadsBody<ResumeBody>()
            .Answers<ResumedView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.MovedOn, ApiProblem.WorkflowUnavailable);
        api.MapPost("/executions/{name}/heartbeat", BeatAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("sendHeartbeat", Tag, "Keep the callback that was looked at from running out of its heartbeat", "The token stays with the server. 409 where the execution has moved on since.")
            .Takes(ExecutionsEndpoints.StateMachine)
            .ReadsBody<HeartbeatBody>()
            .Answers<ResumedView>()
            .Refuses(ApiProblem.NotFound, ApiProblem.MovedOn, ApiProblem.WorkflowUnavailable);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IEnumerable<ICallbackSource> sources)
    {
        var all = sources.ToList();
        var kind = QueryParameters.Text(context.Request, "kind") ?? all[0].Kind;
        var source = all.Find(candidate => candidate.Kind == kind)
            ?? throw new ApiProblemException(ApiProblem.BadQuery("kind", $"A kind is one of {string.Join(", ", all.Select(known => known.Kind))}."));
        var page = await source.ListAsync(QueryParameters.Page(context.Request), context.RequestAborted);
        return TypedResults.Json(new PageView<WaitingView>([.. page.Items.Select(WaitingView.Of)], page.NextCursor), AdminApiJson.Default.WaitingPage);
    }

    private static async Task<IResult> LookAsync(string name, HttpContext context, ResumeExecution resume, IServiceProvider services)
    {
        var preview = await resume.LookAsync(ExecutionsEndpoints.KeyOf(context.Request, name), context.RequestAborted) ?? throw ExecutionsEndpoints.Missing();
        if (preview is not { Callback: { } callback, Offer: { } offer })
        {
            throw new ApiProblemException(ApiProblem.Conflict(
                ApiProblem.NothingWaits, "The execution waits for no answer.", MovedOn.Describe(preview.Status, preview.Standing.State)));
        }

        var recent = services.GetService<OrderQueries>() is { } orders && callback.OrderId is { } orderId
            ? await orders.ReadTimelineAsync(orderId, context.RequestAborted)
            : null;
        var view = new ResumePreviewView(
            callback.State,
            callback.EnteredEventId,
            offer.Kind,
            offer.Question,
            callback.OrderId?.Value,
            callback.Since,
            callback.TimesOutAt,
            [.. offer.Outcomes.Select(ResumeOutcomeView.Of)],
            callback.Parameters,
            services.GetService<CarrierViews>() is { } carrier ? (await carrier.ReadAsync(context.RequestAborted)).State : null,
            [.. (recent ?? []).Where(entry => entry.By is not null).TakeLast(RecentActions).Select(TimelineEntryView.Of)]);
        return TypedResults.Json(view, AdminApiJson.Default.ResumePreviewView);
    }

    private static async Task<IResult> ResumeAsync(string name, HttpContext context, ResumeExecution resume)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.ResumeBody, context.RequestAborted);
        var reason = body.Reason?.Trim();
        if (string.IsNullOrEmpty(reason) || reason.Length > MaxReasonLength)
        {
            throw new ApiProblemException(ApiProblem.Invalid("reason", $"A reason has 1 to {MaxReasonLength} characters: who reads the audit wants to know why."));
        }

        var succeeds = body.Outcome switch
        {
            "success" => true,
            "failure" => false,
            _ => throw new ApiProblemException(ApiProblem.Invalid("outcome", "An outcome is success or failure.")),
        };
        var (state, enteredEventId) = WaitOf(body.State, body.EnteredEventId);
        var key = KeyOf(context, body.StateMachine, name);
        var answer = new CallbackAnswer(succeeds, body.Output?.GetRawText(), body.Error, body.Cause, reason);
        return await AnswerAsync(() => resume.RunAsync(key, state, enteredEventId, answer, Caller.NameOf(context), CancellationToken.None));
    }

    private static async Task<IResult> BeatAsync(string name, HttpContext context, ResumeExecution resume)
    {
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.HeartbeatBody, context.RequestAborted);
        var (state, enteredEventId) = WaitOf(body.State, body.EnteredEventId);
        return await AnswerAsync(() => resume.BeatAsync(KeyOf(context, body.StateMachine, name), state, enteredEventId, CancellationToken.None));
    }

    private static async Task<IResult> AnswerAsync(Func<Task<ResumeResult>> run)
    {
        try
        {
            return await run() switch
            {
                ResumeResult.Resumed => TypedResults.Json(new ResumedView(true), AdminApiJson.Default.ResumedView),
                ResumeResult.MovedOn moved => throw new ApiProblemException(ApiProblem.Conflict(
                    ApiProblem.MovedOn, "It moved on while you read.", $"{MovedOn.Describe(moved.Status, moved.State)} Nothing was changed.")),
                _ => throw ExecutionsEndpoints.Missing(),
            };
        }
        catch (CallbackAnswerException refused)
        {
            throw new ApiProblemException(ApiProblem.Invalid(refused.Field, refused.Message));
        }
    }

    private static ExecutionKey KeyOf(HttpContext context, string? stateMachine, string name) =>
        new(stateMachine ?? ExecutionsEndpoints.KeyOf(context.Request, name).StateMachine, name);

    private static (string State, long EnteredEventId) WaitOf(string? state, long? enteredEventId) => string.IsNullOrEmpty(state) || enteredEventId is not > 0
        ? throw new ApiProblemException(ApiProblem.Invalid(
            string.IsNullOrEmpty(state) ? "state" : "enteredEventId", "Name the wait that you looked at: GET …/resume of the same execution first."))
        : (state, enteredEventId.Value);

    private static class MovedOn
    {
        public static string Describe(string status, string? state) => status == "RUNNING"
            ? state is null ? "The execution is on its way to its next state." : $"The execution is in state {state}."
            : $"The execution has ended: {status}.";
    }
}

/// <summary><c>POST /api/executions/{name}/resume</c>.</summary>
/// <param name="StateMachine">The state machine's name; <c>order</c> where it is left out.</param>
/// <param name="State">The state that was looked at.</param>
/// <param name="EnteredEventId">The event that entered it, as it was looked at.</param>
/// <param name="Outcome"><c>success</c> or <c>failure</c>.</param>
/// <param name="Output">Any JSON; for a success.</param>
/// <param name="Error">An error name; for a failure.</param>
/// <param name="Reason">Why; it is kept.</param>
public sealed record ResumeBody(
    string? StateMachine = null,
    [property: Required] string? State = null,
    [property: Required] long? EnteredEventId = null,
    [property: Required, AllowedValues("success", "failure")] string? Outcome = null,
    JsonElement? Output = null,
    string? Error = null,
    string? Cause = null,
    [property: Required] string? Reason = null);

public sealed record ResumedView(bool Resumed);

/// <summary><c>POST /api/executions/{name}/heartbeat</c>.</summary>
/// <param name="StateMachine">The state machine's name; <c>order</c> where it is left out.</param>
/// <param name="State">The state that was looked at.</param>
/// <param name="EnteredEventId">The event that entered it, as it was looked at.</param>
public sealed record HeartbeatBody(string? StateMachine = null, [property: Required] string? State = null, [property: Required] long? EnteredEventId = null);

/// <param name="Kind"><c>decision</c>, <c>carrier</c> or <c>callback</c>.</param>
/// <param name="State">Null where the execution moved on while the list was made.</param>
public sealed record WaitingView(
    [property: AllowedValues("decision", "carrier", "callback")] string Kind,
    string Question,
    string? OrderId,
    string? ExecutionName,
    string? StateMachine,
    string? State,
    long? EnteredEventId,
    DateTimeOffset Since,
    DateTimeOffset? TimesOutAt,
    long? HeartbeatSeconds)
{
    internal static WaitingView Of(OpenCallbackItem item) => new(
        item.Kind,
        item.Question,
        item.OrderId?.Value,
        item.Callback?.Execution.Name,
        item.Callback?.Execution.StateMachine,
        item.Callback?.State,
        item.Callback?.EnteredEventId,
        item.Since,
        item.Callback?.TimesOutAt,
        item.Callback?.HeartbeatSeconds);
}

/// <param name="Parameters">What the task was given; tokens are blacked out.</param>
/// <param name="CarrierState">As in <c>GET /api/carrier</c>; null where there is no carrier.</param>
/// <param name="RecentActions">What people did to the order lately, oldest first.</param>
public sealed record ResumePreviewView(
    string State,
    long EnteredEventId,
    [property: AllowedValues("decision", "carrier", "callback")] string Kind,
    string Question,
    string? OrderId,
    DateTimeOffset Since,
    DateTimeOffset? TimesOutAt,
    IReadOnlyList<ResumeOutcomeView> Outcomes,
    JsonObject? Parameters,
    [property: AllowedValues("up", "down", "probing", "recovering", "held", null)] string? CarrierState,
    IReadOnlyList<TimelineEntryView> RecentActions);

/// <param name="Outcome"><c>success</c> or <c>failure</c>.</param>
/// <param name="Output">What will be sent; null where the person writes it.</param>
/// <param name="Then">What follows, in words.</param>
public sealed record ResumeOutcomeView([property: AllowedValues("success", "failure")] string Outcome, string Label, JsonElement? Output, string Then)
{
    internal static ResumeOutcomeView Of(CallbackOutcome outcome) => new(
        outcome.Succeeds ? "success" : "failure",
        outcome.Label,
        outcome.Output is null ? null : JsonDocument.Parse(outcome.Output).RootElement,
        outcome.Then);
}
