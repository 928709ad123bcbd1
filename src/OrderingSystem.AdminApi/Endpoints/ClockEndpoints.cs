using System.Xml;
using Microsoft.AspNetCore.Http.HttpResults;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Requests;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Clock;

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
        var now = await clock.AdvanceAsync(DurationOf(body.By), context.RequestAborted);
        return TypedResults.Json(new ClockView(now, clock.Mode), AdminApiJson.Default.ClockView);
    }

    private static IDemoClock ClockOf(IServiceProvider services) => services.GetService<IDemoClock>()
        ?? throw new ApiProblemException(new ApiProblem(ApiProblem.NoDemoClock, "This installation's clock is the world's.", StatusCodes.Status404NotFound));

    private static TimeSpan DurationOf(string? text)
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

        throw new ApiProblemException(ApiProblem.Invalid("by", $"A duration as in ISO 8601, above zero and up to {MaxAdvance.TotalDays} days: P1D, PT90M."));
    }
}

/// <param name="Mode"><c>real</c>, <c>x60</c> or <c>skip</c>.</param>
public sealed record ClockView(DateTimeOffset Now, string Mode);
