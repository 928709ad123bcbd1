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

    /// <summary>Calls to the carrier are measured by the same clock: much faster, and their seconds would be too short for them.</summary>
    private const double MaxRate = 60;

    public static void MapClock(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clock", Get).RequireScope(Scopes.ExecutionsOperate)
            .Documented("getClock", Tag, "The demo clock")
            .Answers<ClockView>()
            .Refuses(ApiProblem.NoDemoClock);
        api.MapPost("/clock/advance", AdvanceAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("advanceClock", Tag, "Move the demo clock on")
            .ReadsBody<AdvanceClockBody>()
            .Answers<ClockMoveView>()
            .Refuses(ApiProblem.NoDemoClock);
        api.MapGet("/clock/timers", TimersAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("listClockTimers", Tag, "The next 20 timers of executions, in due order")
            .Answers<PageView<ClockTimerView>>()
            .Refuses(ApiProblem.NoDemoClock, ApiProblem.WorkflowUnavailable);
        api.MapPost("/clock/skip-to-next", SkipToNextAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented("skipClockToNext", Tag, "Move the demo clock to the next timer")
            .Answers<ClockMoveView>()
            .Refuses(ApiProblem.NoDemoClock, ApiProblem.NoTimer);
        api.MapPost("/clock/rate", RateAsync).RequireScope(Scopes.ExecutionsOperate)
            .Documented(
                "setClockRate",
                Tag,
                "Have the demo clock run faster, or as fast as the world's",
                "Until the host ends, which starts again as its --clock says. It never stands still: whatever is under way is measured by it. 422 where the clock skips idle time.")
            .ReadsBody<ClockRateBody>()
            .Answers<ClockView>()
            .Refuses(ApiProblem.NoDemoClock);
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
        return Answer(clock, await clock.AdvanceAsync(DurationOf(body.By, "by"), context.RequestAborted));
    }

    private static async Task<IResult> RateAsync(HttpContext context, IServiceProvider services)
    {
        var clock = ClockOf(services);
        var body = await JsonBody.ReadAsync(context.Request, AdminApiJson.Default.ClockRateBody, context.RequestAborted);
        if (body.Factor is not (>= 1 and <= MaxRate))
        {
            throw new ApiProblemException(ApiProblem.Invalid("factor", $"From 1, as fast as the world's clock, to {MaxRate} times as fast."));
        }

        return clock.RunAt(body.Factor.Value)
            ? TypedResults.Json(new ClockView(clock.Now, clock.Mode), AdminApiJson.Default.ClockView)
            : throw new ApiProblemException(ApiProblem.Invalid("factor", "This host skips idle time (--clock skip): how fast its time goes follows from what there is to do."));
    }

    private static JsonHttpResult<ClockMoveView> Answer(IDemoClock clock, DemoMove move) => TypedResults.Json(
        new ClockMoveView(
            move.Now, clock.Mode, [.. move.Fired.Select(timer => new ClockFiredView(timer.DueAt, timer.Execution.Name, timer.Execution.StateMachine))]),
        AdminApiJson.Default.ClockMoveView);

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
        return Answer(clock, ahead > TimeSpan.Zero ? await clock.AdvanceAsync(ahead, context.RequestAborted) : new DemoMove(clock.Now, next));
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

/// <param name="Now">After the move; earlier than asked for where so much happened on the way that it took half a minute. Ask again for the rest then.</param>
/// <param name="Mode"><c>real</c>, <c>x60</c> or <c>skip</c>.</param>
/// <param name="Fired">What fell due on the way, in that order; the first 50 where they are more.</param>
public sealed record ClockMoveView(DateTimeOffset Now, string Mode, IReadOnlyList<ClockFiredView> Fired);

public sealed record ClockFiredView(DateTimeOffset DueAt, string ExecutionName, string StateMachine);

/// <summary><c>POST /api/clock/rate</c>.</summary>
/// <param name="Factor">Seconds of the demo clock per second of the world's: 1 to 60.</param>
public sealed record ClockRateBody([property: Required, Range(1, 60)] double? Factor = null);

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
