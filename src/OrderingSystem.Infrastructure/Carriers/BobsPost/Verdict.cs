using System.Net;
using System.Net.Sockets;
using OrderingSystem.Infrastructure.Carriers.Keys;
using Polly.CircuitBreaker;
using Polly.RateLimiting;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>What one attempt, or one call, came to. The retry, the breaker and the gateway all decide by it.</summary>
internal enum Verdict
{
    /// <summary>2xx with JSON.</summary>
    Answered,

    /// <summary>The carrier understood and declines: 4xx with JSON. It is up.</summary>
    Refused,

    /// <summary>429: the carrier is up, asks for patience and has done nothing.</summary>
    Throttled,

    /// <summary>Surely not carried out: nothing left, or the carrier itself says so (503, 401, 403).</summary>
    NotCarriedOut,

    /// <summary>Everything else: it may have been carried out.</summary>
    Ambiguous,
}

internal static class Verdicts
{
    public static Verdict Of(HttpRequestMessage? request, HttpResponseMessage? response, Exception? failure) =>
        response is not null ? Of(response) : Of(request, failure!);

    /// <summary>
    /// True where the attempt speaks for the carrier being down. What we held back ourselves says nothing about the carrier.
    /// </summary>
    public static bool MeansDown(Verdict verdict, Exception? failure) =>
        verdict is Verdict.NotCarriedOut or Verdict.Ambiguous && !WasHeldBack(failure);

    /// <summary>True where the failure is our own side's: held back by this process, no name resolution, no route. It says nothing about the carrier.</summary>
    public static bool IsOurs(Exception failure) =>
        WasHeldBack(failure)
        || failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
        || failure.GetBaseException() is SocketException
        {
            SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown
                or SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoRecovery or SocketError.NoData,
        };

    public static bool WasHeldBack(Exception? failure) =>
        failure is BrokenCircuitException or RateLimiterRejectedException or CarrierKeyUnavailableException || failure?.GetBaseException() is BookingOverdueException;

    private static Verdict Of(HttpRequestMessage? request, Exception failure) =>
        WasHeldBack(failure) || request?.Content is BookingContent { MayHaveLeft: false } ? Verdict.NotCarriedOut : Verdict.Ambiguous;

    private static Verdict Of(HttpResponseMessage response)
    {
        var isJson = response.Content is WholeAnswer { IsJson: true };
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => isJson ? Verdict.Answered : Verdict.Ambiguous,
            HttpStatusCode.TooManyRequests => Verdict.Throttled,

            // A page of something between us and the carrier that gave up waiting looks the same but for these two.
            HttpStatusCode.ServiceUnavailable when isJson || response.Headers.RetryAfter is not null => Verdict.NotCarriedOut,

            // Our credentials are wrong: no order's fault.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => Verdict.NotCarriedOut,

            // The carrier gave up on us in the middle, or would rather not act on what it has.
            HttpStatusCode.RequestTimeout or (HttpStatusCode)425 => Verdict.Ambiguous,
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError when isJson => Verdict.Refused,
            _ => Verdict.Ambiguous,
        };
    }
}
