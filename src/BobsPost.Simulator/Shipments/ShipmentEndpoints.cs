using BobsPost.Simulator.Faults;
using BobsPost.Simulator.Ledger;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BobsPost.Simulator.Shipments;

/// <summary>The carrier's API.</summary>
internal sealed class ShipmentEndpoints(LedgerFile ledger, SimulatorOptions options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(FaultMiddleware.ApiPrefix).WithTags("Shipments");
        api.MapPost("/shipments", BookAsync)
            .WithName("BookShipment")
            .WithSummary("Books a shipment; the same Idempotency-Key and body again give the same shipment.")
            .WithDescription($"An address that holds the word '{ShipmentValidation.UndeliverablePlace}' is refused: nobody delivers there.")
            .Accepts<ShipmentRequest>("application/json")
            .Produces<ShipmentView>(StatusCodes.Status201Created)
            .Produces<ShipmentView>()
            .Produces<CarrierProblem>(StatusCodes.Status400BadRequest, CarrierProblem.ContentType)
            .Produces<CarrierProblem>(StatusCodes.Status413PayloadTooLarge, CarrierProblem.ContentType)
            .Produces<CarrierProblem>(StatusCodes.Status422UnprocessableEntity, CarrierProblem.ContentType);
        api.MapGet("/shipments", List)
            .WithName("ListShipments")
            .WithSummary("All shipments under a client reference, oldest first, cancelled ones included.")
            .Produces<ShipmentView[]>()
            .Produces<CarrierProblem>(StatusCodes.Status400BadRequest, CarrierProblem.ContentType);
        api.MapGet("/shipments/{shipmentId}", Get)
            .WithName("GetShipment")
            .WithSummary("One shipment as it is now.")
            .Produces<ShipmentView>()
            .Produces<CarrierProblem>(StatusCodes.Status404NotFound, CarrierProblem.ContentType);
        api.MapPost("/shipments/{shipmentId}/cancel", CancelAsync)
            .WithName("CancelShipment")
            .WithSummary("Cancels a shipment that has not shipped; cancelling it again changes nothing.")
            .Produces<ShipmentView>()
            .Produces<CarrierProblem>(StatusCodes.Status404NotFound, CarrierProblem.ContentType)
            .Produces<CarrierProblem>(StatusCodes.Status409Conflict, CarrierProblem.ContentType);
        api.MapGet("/status", Status)
            .WithName("GetStatus")
            .WithSummary("Answers while Bob's Post is up.")
            .Produces<CarrierStatus>();
        api.MapFallback("/{**path}", static () =>
            CarrierProblem.Of(StatusCodes.Status404NotFound, "no-such-resource", "There is nothing here.", "See /openapi/v1.json.").ToResult())
            .ExcludeFromDescription();
    }

    private async Task<IResult> BookAsync(
        HttpContext context,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        if (!options.ForgetIdempotencyKeys
            && (string.IsNullOrWhiteSpace(idempotencyKey) || idempotencyKey.Length > ShipmentValidation.MaxIdempotencyKeyLength))
        {
            return CarrierProblem.Invalid(
                StatusCodes.Status400BadRequest,
                "Idempotency-Key",
                $"A header of 1 to {ShipmentValidation.MaxIdempotencyKeyLength} characters is required.").ToResult();
        }

        var body = (MemoryStream)context.Request.Body; // the middleware has read it
        var (request, problem) = ShipmentValidation.Read(body.GetBuffer().AsSpan(0, (int)body.Length));
        if (request is null)
        {
            return problem!.ToResult();
        }

        var now = Exchange(context).At;
        var booked = await ledger.BookAsync(request, options.ForgetIdempotencyKeys ? null : idempotencyKey, now, cancellationToken);
        return booked.Novelty switch
        {
            BookingNovelty.New => View(booked.Shipment, now, StatusCodes.Status201Created),
            BookingNovelty.SameKey => View(booked.Shipment, now, StatusCodes.Status200OK),
            _ => CarrierProblem.Invalid(
                StatusCodes.Status422UnprocessableEntity,
                "Idempotency-Key",
                "This key came before with another body.").ToResult(),
        };
    }

    private IResult List(HttpContext context, string? clientReference)
    {
        if (string.IsNullOrWhiteSpace(clientReference))
        {
            return CarrierProblem.Invalid(StatusCodes.Status400BadRequest, "clientReference", "A query parameter is required.").ToResult();
        }

        var exchange = Exchange(context);
        exchange.ClientReference = clientReference;
        ShipmentView[] views = [.. ledger.FindByClientReference(clientReference).Select(shipment => shipment.ViewAt(exchange.At))];
        return TypedResults.Json(views, SimulatorJson.Default.ShipmentViewArray);
    }

    private IResult Get(HttpContext context, string shipmentId)
    {
        var exchange = Exchange(context);
        if (ledger.Find(shipmentId) is not { } shipment)
        {
            return NoSuchShipment();
        }

        exchange.ClientReference = shipment.ClientReference;
        return View(shipment, exchange.At, StatusCodes.Status200OK);
    }

    private async Task<IResult> CancelAsync(HttpContext context, string shipmentId, CancellationToken cancellationToken)
    {
        var exchange = Exchange(context);
        if (await ledger.CancelAsync(shipmentId, exchange.At, cancellationToken) is not { } shipment)
        {
            return NoSuchShipment();
        }

        exchange.ClientReference = shipment.ClientReference;
        if (shipment.StatusAt(exchange.At) == ShipmentStatus.Cancelled)
        {
            return View(shipment, exchange.At, StatusCodes.Status200OK);
        }

        var conflict = CarrierProblem.Of(StatusCodes.Status409Conflict, "already-shipped", "Too late.", "The shipment has shipped.");
        return (conflict with { ShippedAt = shipment.ShippedAt(exchange.At) }).ToResult();
    }

    private static JsonHttpResult<CarrierStatus> Status(HttpContext context) =>
        TypedResults.Json(new CarrierStatus("ok", Exchange(context).At), SimulatorJson.Default.CarrierStatus);

    private static Exchange Exchange(HttpContext context) => context.Features.GetRequiredFeature<Exchange>();

    private static JsonHttpResult<ShipmentView> View(StoredShipment shipment, DateTimeOffset now, int status) =>
        TypedResults.Json(shipment.ViewAt(now), SimulatorJson.Default.ShipmentView, statusCode: status);

    private static IResult NoSuchShipment() =>
        CarrierProblem.Of(StatusCodes.Status404NotFound, "no-such-shipment", "There is no such shipment.", "No shipment has this id.").ToResult();
}
