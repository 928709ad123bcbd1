using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Hosting;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Clock;
using OrderingSystem.Application.Live;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/events</c>: orders and the carrier, as they change; server-sent events.</summary>
/// <remarks>
/// Each event says what the thing is now, not what happened to it: two changes that fall together are sent as one, and a reader that comes back
/// with <c>Last-Event-ID</c> gets what changed meanwhile, or <c>resync</c> where that is no longer known.
/// </remarks>
internal static class EventsEndpoints
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(150);

    public static void MapEvents(this IEndpointRouteBuilder api) => api.MapGet("/events", StreamAsync).RequireScope(Scopes.OrdersRead)
        .Documented(
            "followEvents",
            "Events",
            "Changes of orders, of the carrier and of the demo clock, as server-sent events",
            "Events are order, carrier, clock, and resync where the reader has missed more than is kept and reads everything again. Resumes with Last-Event-ID.")
        .Takes(new ApiParameter("Last-Event-ID", "header", "The id of the last event that arrived; what changed since is sent first."))
        .AnswersText("text/event-stream")
        .Refuses(ApiProblem.NoLiveEvents);

    private static async Task StreamAsync(HttpContext context, IHostApplicationLifetime lifetime, IServiceProvider services)
    {
        var feed = services.GetService<LiveFeed>() ?? throw new ApiProblemException(new ApiProblem(
            ApiProblem.NoLiveEvents, "Changes are not followed here.", StatusCodes.Status404NotFound, "This installation runs in more than one process. Ask for what you follow every few seconds; If-None-Match makes that cheap."));
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // a proxy that gathers the stream would hold it back
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var stream = new EventStream(response, feed, services);
        try
        {
            var after = await stream.BeginAsync(context.Request.Headers["Last-Event-ID"].ToString(), ending.Token);
            await using var changes = feed.ReadAsync(after, ending.Token).GetAsyncEnumerator(ending.Token);
            var next = changes.MoveNextAsync().AsTask();
            while (true)
            {
                if (await Task.WhenAny(next, Task.Delay(PingEvery, TimeProvider.System, ending.Token)) != next)
                {
                    await stream.PingAsync(ending.Token);
                    continue;
                }

                if (!await next)
                {
                    return;
                }

                await stream.SendAsync(changes.Current, ending.Token);
                await Task.Delay(Gathering, TimeProvider.System, ending.Token);
                next = changes.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // the reader left, or the server stops
        }
    }

    private sealed class EventStream(HttpResponse response, LiveFeed feed, IServiceProvider services)
    {
        /// <returns>The number behind which the changes are to be read.</returns>
        public async Task<long> BeginAsync(string lastEventId, CancellationToken cancellationToken)
        {
            var known = lastEventId.Split('-', 2) is [var epoch, var number]
                && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var epochNumber)
                && epochNumber == feed.Epoch
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
                && feed.Reaches(sequence)
                    ? sequence
                    : (long?)null;
            var after = known ?? feed.Last;
            await response.WriteAsync("retry: 2000\n\n", cancellationToken);
            if (known is null && lastEventId.Length > 0)
            {
                await WriteAsync("resync", after, "{}", cancellationToken);
            }

            // Who comes must know the time that everything else is told in.
            await SendAsync(new LiveChange(after, LiveKind.Clock, string.Empty), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            return after;
        }

        public async Task PingAsync(CancellationToken cancellationToken)
        {
            await response.WriteAsync(": ping\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }

        /// <param name="changes">Null where some were lost.</param>
        public async Task SendAsync(IReadOnlyList<LiveChange>? changes, CancellationToken cancellationToken)
        {
            if (changes is null)
            {
                await WriteAsync("resync", feed.Last, "{}", cancellationToken);
            }

            foreach (var change in (changes ?? []).GroupBy(change => (change.Kind, change.Key)).Select(same => same.Last()).OrderBy(change => change.Sequence))
            {
                await SendAsync(change, cancellationToken);
            }

            await response.Body.FlushAsync(cancellationToken);
        }

        private async Task SendAsync(LiveChange change, CancellationToken cancellationToken)
        {
            switch (change.Kind)
            {
                case LiveKind.Order:
                    var order = await services.GetRequiredService<OrderQueries>().FindAsync(OrderId.Parse(change.Key), cancellationToken);
                    if (order is not null)
                    {
                        var view = new OrderChangedView(order.OrderId.Value, order.Status.ToString(), order.Attention is not null, order.Version);
                        await WriteAsync("order", change.Sequence, view, AdminApiJson.Default.OrderChangedView, cancellationToken);
                    }

                    break;
                case LiveKind.Carrier:
                    var carrier = await services.GetRequiredService<CarrierViews>().ReadAsync(cancellationToken);
                    await WriteAsync("carrier", change.Sequence, carrier, AdminApiJson.Default.CarrierView, cancellationToken);
                    break;
                case LiveKind.Clock when services.GetService<IDemoClock>() is { } clock:
                    await WriteAsync("clock", change.Sequence, new ClockView(clock.Now, clock.Mode), AdminApiJson.Default.ClockView, cancellationToken);
                    break;
                default:
                    break; // a clock that is the world's
            }
        }

        private Task WriteAsync<T>(string name, long sequence, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
            WriteAsync(name, sequence, JsonSerializer.Serialize(data, type), cancellationToken);

        private Task WriteAsync(string name, long sequence, string data, CancellationToken cancellationToken) => response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"id: {feed.Epoch}-{sequence}\nevent: {name}\ndata: {data}\n\n"), cancellationToken);
    }
}

/// <param name="Attention">Whether it waits for an operator.</param>
/// <param name="Version">Counts the changes.</param>
public sealed record OrderChangedView(string OrderId, string Status, bool Attention, long Version);
