using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BobsPost.Simulator.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BobsPost.Simulator.Control;

/// <summary>What a test or a demo does to the carrier. Answers on the machine itself only.</summary>
internal sealed class ControlEndpoints(SimulatorServer server, TimeProvider clock)
{
    public const string Prefix = "/simulator";

    public void Map(IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup(Prefix).WithTags("Simulator").AddEndpointFilter(FromLoopbackOnlyAsync);
        control.MapGet("/faults", Faults)
            .WithName("GetFaults")
            .WithSummary("The faults, the outages and the carrier's time.")
            .Produces<FaultsView>();
        control.MapPut("/faults", PutFaultsAsync)
            .WithName("PutFaults")
            .WithSummary("Replaces the faults.")
            .Accepts<FaultSettings>("application/json")
            .Produces<FaultsView>()
            .Produces<CarrierProblem>(StatusCodes.Status400BadRequest, CarrierProblem.ContentType)
            .Produces<CarrierProblem>(StatusCodes.Status422UnprocessableEntity, CarrierProblem.ContentType);
        control.MapPost("/outages", PostOutageAsync)
            .WithName("AddOutage")
            .WithSummary("Nothing of the carrier answers from 'from' (now where it is missing) until 'to', by the carrier's clock.")
            .Accepts<OutageRequest>("application/json")
            .Produces<Outage>(StatusCodes.Status201Created)
            .Produces<CarrierProblem>(StatusCodes.Status400BadRequest, CarrierProblem.ContentType)
            .Produces<CarrierProblem>(StatusCodes.Status422UnprocessableEntity, CarrierProblem.ContentType);
        control.MapDelete("/outages", DeleteOutagesAsync)
            .WithName("ClearOutages")
            .WithSummary("Ends all outages, also those to come.")
            .Produces(StatusCodes.Status204NoContent);
        control.MapGet("/ledger", StreamLedgerAsync)
            .WithName("GetLedger")
            .WithSummary("Every shipment and every request so far.")
            .Produces<Ledger.CarrierLedger>();
    }

    private static async ValueTask<object?> FromLoopbackOnlyAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        invocation.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? await next(invocation)
            : CarrierProblem.Of(StatusCodes.Status403Forbidden, "loopback-only", "Not from here.", "The control routes answer on loopback only.").ToResult();

    private JsonHttpResult<FaultsView> Faults()
    {
        var settings = server.Faults;
        return TypedResults.Json(
            new FaultsView(settings.Rate, settings.Rules ?? [], settings.RateLimitPerSecond, server.Outages, clock.GetUtcNow()),
            SimulatorJson.Default.FaultsView);
    }

    private async Task<IResult> PutFaultsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (settings, problem) = await ReadAsync(context, SimulatorJson.Default.FaultSettings, cancellationToken);
        if (settings is null)
        {
            return problem!.ToResult();
        }

        var errors = settings.Check();
        if (errors.Count > 0)
        {
            return CarrierProblem.Invalid(StatusCodes.Status422UnprocessableEntity, errors).ToResult();
        }

        server.SetFaults(settings);
        return Faults();
    }

    private async Task<IResult> PostOutageAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (request, problem) = await ReadAsync(context, SimulatorJson.Default.OutageRequest, cancellationToken);
        if (request is null)
        {
            return problem!.ToResult();
        }

        var from = request.From ?? clock.GetUtcNow();
        if (request.To is not { } to || to <= from)
        {
            return CarrierProblem.Invalid(StatusCodes.Status422UnprocessableEntity, "to", "A time after 'from' is required.").ToResult();
        }

        var outage = await server.AddOutageAsync(from, to, cancellationToken);
        return TypedResults.Json(outage, SimulatorJson.Default.Outage, statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> DeleteOutagesAsync(CancellationToken cancellationToken)
    {
        await server.ClearOutagesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private async Task StreamLedgerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var snapshot = await server.OpenLedgerAsync(cancellationToken);
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        await WriteArrayAsync(writer, "shipments", snapshot.Shipments(), SimulatorJson.Default.LedgerShipment, context);
        await WriteArrayAsync(writer, "requests", snapshot.Requests(), SimulatorJson.Default.LedgerRequest, context);
        writer.WriteEndObject();
    }

    private static async Task WriteArrayAsync<T>(Utf8JsonWriter writer, string name, IEnumerable<T> rows, JsonTypeInfo<T> type, HttpContext context)
    {
        const int FlushedBytes = 32 * 1024;
        writer.WriteStartArray(name);
        foreach (var row in rows)
        {
            JsonSerializer.Serialize(writer, row, type);
            if (writer.BytesPending > FlushedBytes)
            {
                await writer.FlushAsync(context.RequestAborted);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }

        writer.WriteEndArray();
    }

    private static async Task<(T? Value, CarrierProblem? Problem)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync(context.Request.Body, type, cancellationToken);
            return value is null ? (null, CarrierProblem.Invalid(StatusCodes.Status400BadRequest, "body", "An object is required.")) : (value, null);
        }
        catch (JsonException problem)
        {
            var field = problem.Path is null or "" or "$" ? "body" : problem.Path.TrimStart('$').TrimStart('.');
            return (null, CarrierProblem.Invalid(StatusCodes.Status400BadRequest, field, "Not the JSON that is expected here."));
        }
    }
}
