using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrderingSystem.Infrastructure.Carriers.Keys;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>One call's end: an answer or a failure.</summary>
/// <param name="Reason">For people; holds nothing of the request.</param>
/// <param name="Until">Where the carrier asked for patience.</param>
internal sealed record CarrierAnswer(Verdict Verdict, HttpStatusCode? Status, string Reason, DateTimeOffset? Until, byte[] Body)
{
    /// <summary>Our own side failed, not the carrier.</summary>
    public bool IsOurs { get; init; }

    private const int MaxDetailLength = 500;

    public static CarrierAnswer Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var verdict = Verdicts.Of(response.RequestMessage, response, failure: null);
        var body = response.Content is WholeAnswer { IsJson: true } whole ? whole.Bytes : [];
        return new CarrierAnswer(verdict, response.StatusCode, $"HTTP {(int)response.StatusCode}", RetryAfter.Until(response, now), body);
    }

    public static CarrierAnswer Of(HttpRequestMessage request, Exception failure)
    {
        var reason = failure switch
        {
            BrokenCircuitException => "The circuit breaker is open.",
            CarrierKeyUnavailableException unavailable => unavailable.Message,
            RateLimiterRejectedException => "Too many calls wait for their turn.",
            TimeoutRejectedException => "No complete answer in time.",
            _ when failure.GetBaseException() is BookingOverdueException overdue => overdue.Message,
            _ => ConnectionReason(failure),
        };
        return new CarrierAnswer(Verdicts.Of(request, response: null, failure), Status: null, reason, Until: null, []) { IsOurs = Verdicts.IsOurs(failure) };
    }

    /// <summary>.NET calls a connection that the other side resets an unknown error, and keeps what it was within.</summary>
    private static string ConnectionReason(Exception failure) => (failure as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "Its name leads to no address.",
        HttpRequestError.SecureConnectionError => "No secure connection could be made.",
        HttpRequestError.ResponseEnded => "The connection ended before the answer did.",
        HttpRequestError.InvalidResponse => "The answer was no HTTP.",
        _ => failure.GetBaseException() switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "The connection was refused.",
            SocketException { SocketErrorCode: SocketError.ConnectionReset } => "The connection was reset.",
            SocketException { SocketErrorCode: var code } => $"The connection failed: {code}.",
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "The connection ended before the answer did.",
            IOException => "The connection broke off.",
            var other => $"The connection failed: {other.GetType().Name}.",
        },
    };

    /// <returns>Null where the JSON is of another shape.</returns>
    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Body.Length == 0 ? null : JsonSerializer.Deserialize(Body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the carrier gives as its reason for declining.</summary>
    public string RefusalReason()
    {
        var problem = Read(BobsPostJson.Default.WireProblem);
        var detail = problem?.Detail ?? problem?.Title ?? "no reason given";
        return $"{Reason}: {(detail.Length <= MaxDetailLength ? detail : detail[..MaxDetailLength])}";
    }
}
