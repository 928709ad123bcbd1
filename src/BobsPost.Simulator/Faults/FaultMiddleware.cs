using System.Globalization;
using System.Text.Json;
using BobsPost.Simulator.Ledger;

namespace BobsPost.Simulator.Faults;

/// <summary>Stands before the carrier's API: writes each request down, and lets it meet what it is to meet.</summary>
internal sealed class FaultMiddleware(
    RequestDelegate next,
    FaultSwitchboard switchboard,
    LedgerFile ledger,
    TimeProvider clock,
    SimulatorOptions options,
    IHostApplicationLifetime lifetime)
{
    public const string ApiPrefix = "/v1";
    private const string BookingPath = "/v1/shipments";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(ApiPrefix, StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        var exchange = new Exchange(ledger, clock.GetUtcNow(), context.Request.Method, context.Request.Path);
        context.Features.Set(exchange);
        context.Response.OnStarting(() => exchange.RecordAsync(Text(context.Response.StatusCode)));
        try
        {
            await AnswerAsync(context, exchange);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            await exchange.RecordAsync("none client-gone");
        }
    }

    private async Task AnswerAsync(HttpContext context, Exchange exchange)
    {
        var isBooking = HttpMethods.IsPost(context.Request.Method)
            && context.Request.Path.Equals(BookingPath, StringComparison.OrdinalIgnoreCase);
        if (isBooking && !await ReadBodyAsync(context, exchange))
        {
            return;
        }

        if (switchboard.Decide(exchange.Number, exchange.At, isBooking) is { } fault)
        {
            await FailAsync(context, exchange, fault);
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>Reads the whole body, so that the ledger knows the client reference even of a request that nobody answers.</summary>
    private static async Task<bool> ReadBodyAsync(HttpContext context, Exchange exchange)
    {
        var buffer = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        }
        catch (BadHttpRequestException refused)
        {
            await CarrierProblem.Invalid(refused.StatusCode, "body", "Too large, or it broke off.").ToResult().ExecuteAsync(context);
            return false;
        }

        buffer.Position = 0;
        context.Request.Body = buffer;
        exchange.ClientReference = PeekClientReference(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return true;
    }

    private static string? PeekClientReference(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("clientReference", out var reference)
                && reference.ValueKind == JsonValueKind.String
                ? reference.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null; // the endpoint says so to the client
        }
    }

    private async Task FailAsync(HttpContext context, Exchange exchange, Fault fault)
    {
        var carriesOut = fault.Kind switch
        {
            FaultKind.SlowBody or FaultKind.MalformedJson or FaultKind.BookedAnswerLost => true,
            FaultKind.InternalError or FaultKind.Html or FaultKind.Hang => fault.CarriedOut,
            _ => false,
        };
        var captured = carriesOut ? await CapturedAnswer.OfAsync(context, next) : null;
        var note = captured is null ? fault.Name : $"{fault.Name} ({Text(captured.Status)})";
        switch (fault.Kind)
        {
            case FaultKind.ConnectionReset or FaultKind.BookedAnswerLost:
                await exchange.RecordAsync($"none {note}");
                ConnectionCut.Reset(context);
                break;
            case FaultKind.Hang:
                await exchange.RecordAsync($"none {note}");
                await HangAsync(context);
                break;
            case FaultKind.SlowBody:
                await exchange.RecordAsync($"{Text(captured!.Status)} {note}");
                await captured.SendSlowlyAsync(context, options.SlowBodyDuration);
                break;
            case FaultKind.MalformedJson:
                await exchange.RecordAsync($"{Text(captured!.Status)} {note}");
                await captured.SendHalfAsync(context);
                break;
            case FaultKind.Html:
                var status = fault.Variant < 0.5 && fault.Name != FaultSwitchboard.OutageName ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway;
                await exchange.RecordAsync($"{Text(status)} {note} html");
                await FaultAnswers.HtmlAsync(context, status);
                break;
            case FaultKind.InternalError:
                await exchange.RecordAsync($"500 {note}");
                await FaultAnswers.InternalErrorAsync(context);
                break;
            case FaultKind.Unavailable:
                await exchange.RecordAsync($"503 {note}");
                await FaultAnswers.UnavailableAsync(context, fault.Variant, exchange.At);
                break;
            case FaultKind.Throttled:
                await exchange.RecordAsync($"429 {note}");
                await FaultAnswers.ThrottledAsync(context, fault.Variant, exchange.At);
                break;
            case FaultKind.CancelledShipment or FaultKind.ForeignShipment:
                var view = FaultAnswers.WrongShipment(fault.Kind, exchange);
                var wrongStatus = fault.Kind == FaultKind.CancelledShipment ? StatusCodes.Status200OK : StatusCodes.Status201Created;
                await exchange.RecordAsync($"{Text(wrongStatus)} {note}");
                await TypedResults.Json(view, SimulatorJson.Default.ShipmentView, statusCode: wrongStatus).ExecuteAsync(context);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"No answer for {fault.Kind}.");
        }
    }

    private async Task HangAsync(HttpContext context)
    {
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await Task.Delay(options.HangDuration, TimeProvider.System, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The client gave up first, or the simulator ends.
        }

        ConnectionCut.Reset(context);
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
