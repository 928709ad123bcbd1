using System.Net;
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
            HttpRequestException { HttpRequestError: var error } => $"The connection failed: {error}.",
            _ => $"The connection failed: {failure.GetType().Name}.",
        };
        return new CarrierAnswer(Verdicts.Of(request, response: null, failure), Status: null, reason, Until: null, []) { IsOurs = Verdicts.IsOurs(failure) };
    }

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
