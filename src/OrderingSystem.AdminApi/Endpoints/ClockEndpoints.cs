using System.ComponentModel.DataAnnotations;
using System.Xml;
using Microsoft.AspNetCore.Http.HttpResults;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Clock;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/clock</c>: the clock of the embedded engine; absent elsewhere.</summary>
internal static class ClockEndpoints
{
    private const string Tag = "Clock";
    private static readonly TimeSpan MaxAdvance = TimeSpan.FromDays(366);

    public static void MapClock(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clock", Get).RequireScope(Scopes.ExecutionsOperate)
            .Documented("getClock", Tag, "The demo clock")
            .Answers<ClockView>()
            .Refuses(ApiProblem.NoDemoClock);
        api.MapPost("/clock/advance", AdvanceAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("advanceClock", Tag, "Move the demo clock on")
            .ReadsBody<AdvanceClockBody>()
            .Answers<ClockView>()
            .Refuses(ApiProblem.NoDemoClock);
        api.MapGet("/clock/timers", TimersAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("listClockTimers", Tag, "The next 20 timers of executions, in due order")
            .Answers<PageView<ClockTimerView>>()
            .Refuses(ApiProblem.NoDemoClock, ApiProblem.WorkflowUnavailable);
        api.MapPost("/clock/skip-to-next", SkipToNextAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("skipClockToNext", Tag, "Move the demo clock to the next timer")
            .Answers<ClockView>()
            .Refuses(ApiProblem.NoDemoClock, ApiProblem.NoTimer);
        api.MapGet("/clock/outage", GetOutage).RequireScope(Scopes.ExecutionsOperate)
            .Documented("getClockOutage", Tag, "Whether the simulated carrier is switched off, and until when")
            .Answers<ClockOutageView>()
            .Refuses(ApiProblem.NoDemoClock);
        api.MapPost("/clock/outage", OutageAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("switchClockOutage", Tag, "Switch the simulated carrier off for a time, or on again")
            .ReadsBody<ClockOutageBody>()
            .Answers<ClockOutageView>()
            .Refuses(ApiProblem.NoDemoClock);
    }

    private static JsonHttpResult<ClockView> Get(IServiceProvider services)
    {
        var clock = ClockOf(services);
        return TypedResults.Json(new ClockView(clock.Now, clock.Mode), AdminApiJson.Default.ClockView);
    }

    private static async Task<IResult> AdvanceAsync(HttpContext context, IServiceProvider services)
    {
        var clock = ClockOf(services);
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.AdvanceClockBody, context.RequestAborted);
        var now = await clock.AdvanceAsync(DurationOf(body.By, "by"), context.RequestAborted);
        return TypedResults.Json(new ClockView(now, clock.Mode), AdminApiJson.Default.ClockView);
    }

    private static async Task<IResult> TimersAsync(HttpContext context, IServiceProvider services, ExecutionQueries executions)
    {
        const int shown = 20;
        var timers = await ClockOf(services).NextTimersAsync(shown, context.RequestAborted);
        var views = await Task.WhenAll(timers.Select(async timer =>
        {
            var execution = await executions.FindAsync(timer.Execution, context.RequestAborted);
            var standing = execution is null
                ? ExecutionStanding.Nowhere
                : await executions.StandingOfAsync(timer.Execution, execution.Definition, context.RequestAborted);
            return new ClockTimerView(timer.DueAt, timer.Execution.Name, timer.Execution.StateMachine, standing.State, standing.WaitingFor);
        }));
        return TypedResults.Json(new PageView<ClockTimerView>(views, null), AdminApiJson.Default.ClockTimerPage);
    }

    private static async Task<IResult> SkipToNextAsync(HttpContext context, IServiceProvider services)
    {
        var clock = ClockOf(services);
        var next = await clock.NextTimersAsync(1, context.RequestAborted);
        if (next.Count == 0)
        {
            throw new ApiProblemException(ApiProblem.Conflict(ApiProblem.NoTimer, "No execution waits for a time.", "There is nothing to skip to."));
        }

        var ahead = next[0].DueAt - clock.Now;
        var now = ahead > TimeSpan.Zero ? await clock.AdvanceAsync(ahead, context.RequestAborted) : clock.Now;
        return TypedResults.Json(new ClockView(now, clock.Mode), AdminApiJson.Default.ClockView);
    }

    private static JsonHttpResult<ClockOutageView> GetOutage(IServiceProvider services) =>
        TypedResults.Json(new ClockOutageView(CarrierOf(services).DownUntil), AdminApiJson.Default.ClockOutageView);

    private static async Task<IResult> OutageAsync(HttpContext context, IServiceProvider services)
    {
        var carrier = CarrierOf(services);
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.ClockOutageBody, context.RequestAborted);
        if (body.End == (body.For is not null))
        {
            throw new ApiProblemException(ApiProblem.Invalid("for", """Say {"for": "P3D"} for three days, or {"end": true}."""));
        }

        await (body.End ? carrier.ComeBackAsync(CancellationToken.None) : carrier.GoDownAsync(DurationOf(body.For, "for"), CancellationToken.None));
        return TypedResults.Json(new ClockOutageView(carrier.DownUntil), AdminApiJson.Default.ClockOutageView);
    }

    private static IDemoCarrier CarrierOf(IServiceProvider services) => services.GetService<IDemoCarrier>()
        ?? throw new ApiProblemException(new ApiProblem(ApiProblem.NoDemoClock, "This installation's carrier is not simulated.", StatusCodes.Status404NotFound));

    private static IDemoClock ClockOf(IServiceProvider services) => services.GetService<IDemoClock>()
        ?? throw new ApiProblemException(new ApiProblem(ApiProblem.NoDemoClock, "This installation's clock is the world's.", StatusCodes.Status404NotFound));

    private static TimeSpan DurationOf(string? text, string field)
    {
        try
        {
            var duration = XmlConvert.ToTimeSpan(text ?? string.Empty);
            if (duration > TimeSpan.Zero && duration <= MaxAdvance)
            {
                return duration;
            }
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            // Answered below, as a duration out of range is.
        }

        throw new ApiProblemException(ApiProblem.Invalid(field, $"A duration as in ISO 8601, above zero and up to {MaxAdvance.TotalDays} days: P1D, PT90M."));
    }
}

/// <param name="Mode"><c>real</c>, <c>x60</c> or <c>skip</c>.</param>
public sealed record ClockView(DateTimeOffset Now, string Mode);

/// <param name="State">The state that the timer belongs to; null where its history does not tell.</param>
/// <param name="WaitingFor"><c>retry</c>, <c>timer</c>, <c>callback</c> (its timeout) or <c>task</c> (the same).</param>
public sealed record ClockTimerView(
    DateTimeOffset DueAt,
    string ExecutionName,
    string StateMachine,
    string? State,
    [property: AllowedValues("retry", "timer", "callback", "task", null)] string? WaitingFor);

/// <summary><c>POST /api/clock/outage</c>.</summary>
/// <param name="For">An ISO 8601 duration, for example <c>P3D</c>.</param>
/// <param name="End">True: Bob's Post comes back now.</param>
public sealed record ClockOutageBody(string? For = null, bool End = false);

/// <param name="DownUntil">Null while it answers.</param>
public sealed record ClockOutageView(DateTimeOffset? DownUntil);
