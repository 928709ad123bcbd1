using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Domain.Shipping;
using OrderingSystem.Infrastructure.Carriers.Keys;
using Polly;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>Bob's Post over HTTP. Thread-safe; one for the whole process, as the breaker and the limiter are.</summary>
/// <param name="calls">With the whole pipeline.</param>
/// <param name="probes">Without breaker, limiter and retry.</param>
internal sealed class BobsPostGateway(
    HttpClient calls,
    HttpClient probes,
    BobsPostResilience resilience,
    TimeProvider clock,
    ILogger<BobsPostGateway> logger) : ICarrierGateway
{
    private const string NotBelievable = "The answer has not the shape of a shipment.";

    public async Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancellationToken)
    {
        var body = new WireBooking(
            request.ClientReference,
            new WireRecipient(request.Recipient.Name, request.Recipient.Address),
            [.. request.Parcels.Select(parcel => new WireParcel(parcel.Description, parcel.Quantity))]);
        using var message = new HttpRequestMessage(HttpMethod.Post, "v1/shipments");
        message.Content = new BookingContent(
            JsonSerializer.SerializeToUtf8Bytes(body, BobsPostJson.Default.WireBooking), clock, request.NotAfter);
        message.Headers.Add("Idempotency-Key", request.IdempotencyKey ?? request.ClientReference);

        var answer = await AskAsync("book", calls, message, cancellationToken);
        return answer.Verdict switch
        {
            Verdict.Answered => Booked(answer, request.ClientReference),
            Verdict.Refused => new BookingOutcome.Refused(answer.RefusalReason()),
            Verdict.Throttled => new BookingOutcome.Throttled(answer.Until),
            Verdict.NotCarriedOut => new BookingOutcome.NotReached(answer.Reason) { IsOurs = answer.IsOurs },
            _ => new BookingOutcome.InDoubt(answer.Reason),
        };
    }

    public async Task<LookupOutcome> FindByClientReferenceAsync(string clientReference, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"v1/shipments?clientReference={Uri.EscapeDataString(clientReference)}");

        var answer = await AskAsync("find", calls, message, cancellationToken);
        if (answer.Verdict != Verdict.Answered)
        {
            return NotLookedUp(answer);
        }

        if (answer.Read(BobsPostJson.Default.WireShipmentArray) is not { } wire)
        {
            return new LookupOutcome.Unavailable(NotBelievable);
        }

        var shipments = new List<Shipment>(wire.Length);
        foreach (var one in wire)
        {
            // A list with one wrong entry may lack the right one: believing half of it could book twice.
            if (Checked(one) is not { } shipment || !string.Equals(shipment.ClientReference, clientReference, StringComparison.Ordinal))
            {
                return new LookupOutcome.Unavailable("The list holds what was not asked for.");
            }

            shipments.Add(shipment);
        }

        return new LookupOutcome.Found(shipments);
    }

    public async Task<LookupOutcome> GetAsync(string shipmentId, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"v1/shipments/{PathSegment(shipmentId)}");

        var answer = await AskAsync("get", calls, message, cancellationToken);
        return answer switch
        {
            { Verdict: Verdict.Answered } => Checked(answer.Read(BobsPostJson.Default.WireShipment)) is { } shipment
                && string.Equals(shipment.ShipmentId, shipmentId, StringComparison.Ordinal)
                    ? new LookupOutcome.Found([shipment])
                    : new LookupOutcome.Unavailable(NotBelievable),
            { Verdict: Verdict.Refused, Status: HttpStatusCode.NotFound } => new LookupOutcome.Found([]),
            _ => NotLookedUp(answer),
        };
    }

    public async Task<CancellationOutcome> CancelAsync(string shipmentId, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"v1/shipments/{PathSegment(shipmentId)}/cancel");

        var answer = await AskAsync("cancel", calls, message, cancellationToken);
        return answer switch
        {
            { Verdict: Verdict.Answered } => Checked(answer.Read(BobsPostJson.Default.WireShipment)) is { Status: ShipmentStatus.Cancelled } shipment
                && string.Equals(shipment.ShipmentId, shipmentId, StringComparison.Ordinal)
                    ? new CancellationOutcome.Cancelled()
                    : new CancellationOutcome.Unavailable("The answer does not say that this shipment is cancelled."),
            { Verdict: Verdict.Refused, Status: HttpStatusCode.NotFound } => new CancellationOutcome.NotFound(),
            { Verdict: Verdict.Refused, Status: HttpStatusCode.Conflict } =>
                new CancellationOutcome.AlreadyShipped(answer.Read(BobsPostJson.Default.WireProblem)?.ShippedAt),
            { Verdict: Verdict.Refused } => new CancellationOutcome.Refused(answer.RefusalReason()),
            { Verdict: Verdict.Throttled } => new CancellationOutcome.Throttled(answer.Until),
            _ => new CancellationOutcome.Unavailable(answer.Reason) { IsOurs = answer.IsOurs },
        };
    }

    public async Task<ProbeOutcome> ProbeAsync(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "v1/status");

        var answer = await AskAsync("probe", probes, message, cancellationToken);
        switch (answer.Verdict)
        {
            case Verdict.Answered:
                await resilience.CloseBreakerAsync(cancellationToken);
                return new ProbeOutcome.Answers();
            case Verdict.Throttled:
                return new ProbeOutcome.Throttled(answer.Until);
            default:
                return new ProbeOutcome.Unavailable(answer.Reason) { IsOurs = answer.IsOurs };
        }
    }

    private static BookingOutcome Booked(CarrierAnswer answer, string clientReference)
    {
        if (Checked(answer.Read(BobsPostJson.Default.WireShipment)) is not { } shipment)
        {
            return new BookingOutcome.InDoubt(NotBelievable);
        }

        if (!string.Equals(shipment.ClientReference, clientReference, StringComparison.Ordinal))
        {
            return new BookingOutcome.InDoubt("The answer is somebody else's shipment.", Answered: true);
        }

        if (shipment.Status == ShipmentStatus.Cancelled)
        {
            return new BookingOutcome.InDoubt("The answer is a cancelled shipment.", Answered: true);
        }

        var booking = new Booking(shipment.ShipmentId, shipment.TrackingNumber, shipment.ClientReference, shipment.EstimatedDispatchAt);
        return answer.Status switch
        {
            HttpStatusCode.Created => new BookingOutcome.Booked(booking),
            HttpStatusCode.OK => new BookingOutcome.AlreadyBooked(booking),
            _ => new BookingOutcome.InDoubt(answer.Reason),
        };
    }

    private static LookupOutcome NotLookedUp(CarrierAnswer answer) =>
        answer.Verdict switch
        {
            Verdict.Throttled => new LookupOutcome.Throttled(answer.Until),
            Verdict.Refused => new LookupOutcome.Unavailable(answer.RefusalReason()),
            _ => new LookupOutcome.Unavailable(answer.Reason) { IsOurs = answer.IsOurs },
        };

    /// <returns>Null where something is missing or unknown.</returns>
    private static Shipment? Checked(WireShipment? wire)
    {
        ShipmentStatus? status = wire?.Status switch
        {
            "scheduled" => ShipmentStatus.Scheduled,
            "shipped" => ShipmentStatus.Shipped,
            "cancelled" => ShipmentStatus.Cancelled,
            _ => null,
        };
        return wire is { ShipmentId.Length: > 0 and <= 200, TrackingNumber.Length: > 0 and <= 200, ClientReference.Length: > 0 } && status is { } known
            ? new Shipment(wire.ShipmentId, wire.TrackingNumber, wire.ClientReference, known, wire.EstimatedDispatchAt, wire.ShippedAt)
            : null;
    }

    /// <summary>One segment, whatever the id holds.</summary>
    /// <exception cref="ArgumentException">The id would change the path: empty, "." or "..".</exception>
    private static string PathSegment(string shipmentId) =>
        shipmentId is "" or "." or ".."
            ? throw new ArgumentException("Not a shipment id.", nameof(shipmentId))
            : Uri.EscapeDataString(shipmentId);

    private async Task<CarrierAnswer> AskAsync(string operation, HttpClient client, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using var span = OrderingTelemetry.Source.StartActivity($"carrier {operation}");
        var started = TimeProvider.System.GetTimestamp(); // the carrier's clock may jump
        CarrierAnswer answer;
        try
        {
            using var response = await client.SendAsync(message, cancellationToken);
            answer = CarrierAnswer.Of(response, clock.GetUtcNow());
        }
        catch (Exception failure) when (IsTheCarriersOrTheNetworks(failure, cancellationToken))
        {
            answer = CarrierAnswer.Of(message, failure);
        }

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        logger.Asked(operation, answer.Verdict, (int?)answer.Status, elapsed.TotalMilliseconds);
        var (called, outcome) = (new KeyValuePair<string, object?>(OrderingTelemetry.OperationTag, operation), Outcome(answer.Verdict));
        OrderingTelemetry.CarrierCallDuration.Record(elapsed.TotalSeconds, called, new KeyValuePair<string, object?>(OrderingTelemetry.OutcomeTag, outcome));
        span?.SetTag(called.Key, called.Value).SetTag(OrderingTelemetry.OutcomeTag, outcome);
        return answer;
    }

    private static string Outcome(Verdict verdict) => verdict == Verdict.Answered ? OrderingTelemetry.Succeeded : verdict.ToString();

    private static bool IsTheCarriersOrTheNetworks(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or ExecutionRejectedException or IOException or CarrierKeyUnavailableException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
