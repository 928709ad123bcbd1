using System.Globalization;
using BobsPost.Simulator.Shipments;

namespace BobsPost.Simulator.Faults;

/// <summary>The answers that a failing carrier gives instead of the right one.</summary>
internal static class FaultAnswers
{
    private const int ShortestWaitSeconds = 1;
    private const int WaitSecondsSpread = 3;

    public static Task InternalErrorAsync(HttpContext context) =>
        CarrierProblem.Of(StatusCodes.Status500InternalServerError, "internal-error", "Something broke.", "Bob is looking into it.")
            .ToResult().ExecuteAsync(context);

    public static Task UnavailableAsync(HttpContext context, double variant, DateTimeOffset now)
    {
        AskForPatience(context, variant, now);
        return CarrierProblem.Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "Bob's Post is not available.", "Please come back later.")
            .ToResult().ExecuteAsync(context);
    }

    public static Task ThrottledAsync(HttpContext context, double variant, DateTimeOffset now)
    {
        AskForPatience(context, variant, now);
        return CarrierProblem.Of(StatusCodes.Status429TooManyRequests, "throttled", "Too many requests.", "Please send fewer requests.")
            .ToResult().ExecuteAsync(context);
    }

    public static async Task HtmlAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(
            "<!doctype html><html><head><title>Bob's Post</title></head><body><h1>We will be right back</h1></body></html>",
            context.RequestAborted);
    }

    /// <summary>A shipment that was never booked: cancelled under the sender's reference, or under somebody else's.</summary>
    public static ShipmentView WrongShipment(FaultKind kind, Exchange exchange)
    {
        var isForeign = kind == FaultKind.ForeignShipment;
        return new ShipmentView(
            string.Create(CultureInfo.InvariantCulture, $"shp-x{exchange.Number:D7}"),
            string.Create(CultureInfo.InvariantCulture, $"BP999{exchange.Number:D8}X"),
            isForeign ? string.Create(CultureInfo.InvariantCulture, $"somebody-else-{exchange.Number}") : exchange.ClientReference ?? "",
            isForeign ? ShipmentStatus.Scheduled : ShipmentStatus.Cancelled,
            exchange.At,
            ShippedAt: null);
    }

    /// <summary>Retry-After in one of its two forms (RFC 9110, 10.2.3): seconds, or an HTTP date by the carrier's clock.</summary>
    private static void AskForPatience(HttpContext context, double variant, DateTimeOffset now)
    {
        var asDate = variant < 0.5;
        var seconds = ShortestWaitSeconds + (int)(variant * 2 * WaitSecondsSpread % WaitSecondsSpread);
        context.Response.Headers.RetryAfter = asDate
            ? now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
            : seconds.ToString(CultureInfo.InvariantCulture);
    }
}
