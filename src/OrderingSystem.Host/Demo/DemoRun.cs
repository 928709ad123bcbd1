using System.Diagnostics;
using System.Text.Json;
using Amazon.StepFunctions.Model;
using BobsPost.Simulator;
using BobsPost.Simulator.Shipments;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Demo;

/// <summary>Places orders through the admin API while Bob's Post is down, watches them through, and audits the result against the carrier's own ledger.</summary>
internal sealed class DemoRun(RunningHost host, SimulatorServer simulator, DemoPlan plan)
{
    private const int PlacingConcurrency = 16;

    /// <summary>Without any progress for this long by the wall clock, the demo gives up and reports what it sees.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public async Task<DemoSummary> RunAsync(Action<DemoProgress> report, CancellationToken cancellationToken)
    {
        var wallStart = TimeProvider.System.GetTimestamp();
        var start = host.Clock.GetUtcNow();
        var outageEnds = start + TimeSpan.FromDays(plan.OutageDays);
        IReadOnlyList<OrderId> orderIds;
        using (host.Busy()) // the clock stands still until all are placed
        {
            if (plan.OutageDays > 0)
            {
                _ = await simulator.AddOutageAsync(start, outageEnds, cancellationToken);
            }

            orderIds = await PlaceAsync(start, cancellationToken);
        }

        await WatchAsync(start, outageEnds, report, cancellationToken);
        var end = host.Clock.GetUtcNow();
        return await AuditAsync(orderIds, end - start, TimeProvider.System.GetElapsedTime(wallStart), cancellationToken);
    }

    private async Task<IReadOnlyList<OrderId>> PlaceAsync(DateTimeOffset start, CancellationToken cancellationToken)
    {
        using var http = ProgramClient.Create(host.Url, host.Settings.DataFolder);
        var customers = await ReadCustomerIdsAsync(http, cancellationToken);
        var ids = new OrderId[plan.Orders];
        await Parallel.ForAsync(0, plan.Orders, new ParallelOptions { MaxDegreeOfParallelism = PlacingConcurrency, CancellationToken = cancellationToken }, async (number, token) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
            request.Headers.Add("Idempotency-Key", $"demo-{start.ToUnixTimeMilliseconds()}-{number}");
            request.Content = JsonContent.Create(
                new { customerId = customers[number % customers.Count], items = new[] { new { description = $"Parcel {number + 1}", quantity = 1 + (number % 3) } } });
            using var response = await http.SendAsync(request, token);
            if (!response.IsSuccessStatusCode)
            {
                throw new HostStartException($"The admin API refused an order of the demo: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(token)}");
            }

            using var order = await response.Content.ReadFromJsonAsync<JsonDocument>(token);
            ids[number] = OrderId.TryParse(order!.RootElement.GetProperty("orderId").GetString(), out var id) ? id : throw new UnreachableException("The API answered without an order id.");
        });
        return ids;
    }

    private static async Task<IReadOnlyList<string>> ReadCustomerIdsAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var page = await http.GetFromJsonAsync<JsonDocument>("/api/customers?limit=100", cancellationToken);
        List<string> ids = [.. page!.RootElement.GetProperty("items").EnumerateArray().Select(customer => customer.GetProperty("customerId").GetString()!)];
        return ids.Count > 0 ? ids : throw new HostStartException("The demo needs customers: start it without --no-sample-data, or add one through POST /api/customers.");
    }

    private async Task WatchAsync(DateTimeOffset start, DateTimeOffset outageEnds, Action<DemoProgress> report, CancellationToken cancellationToken)
    {
        var store = host.Services.GetRequiredService<IOrderStore>();
        DemoProgress? last = null;
        var lastChange = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var counts = await store.CountAsync(cancellationToken);
            var now = host.Clock.GetUtcNow();
            var shipped = counts.Of(OrderStatus.Shipped);
            var notified = Math.Min(counts.Notified, shipped);
            var progress = new DemoProgress(
                now - start, now < outageEnds, counts.Of(OrderStatus.Placed), counts.Of(OrderStatus.Scheduled), shipped - notified, notified,
                counts.Attention, counts.Of(OrderStatus.Cancelled) + counts.Of(OrderStatus.Rejected));
            report(progress);
            if (progress.IsOver(plan.Orders))
            {
                return;
            }

            if (last is null || progress with { Elapsed = default } != last with { Elapsed = default } || progress.CarrierIsDown)
            {
                lastChange = TimeProvider.System.GetTimestamp();
                last = progress;
            }
            else if (TimeProvider.System.GetElapsedTime(lastChange) > Patience)
            {
                return;
            }

            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Counts what really happened: the carrier's shipments, the notification ledger, the executions' histories.</summary>
    private async Task<DemoSummary> AuditAsync(IReadOnlyList<OrderId> orderIds, TimeSpan simulated, TimeSpan wall, CancellationToken cancellationToken)
    {
        var store = host.Services.GetRequiredService<IOrderStore>();
        var ours = orderIds.Select(id => id.Value).ToHashSet(StringComparer.Ordinal);
        var bookings = (await simulator.ReadLedgerAsync(cancellationToken)).Shipments
            .Where(shipment => ours.Contains(shipment.ClientReference) && shipment.Status != ShipmentStatus.Cancelled)
            .CountBy(shipment => shipment.ClientReference, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var told = await CountNotificationsAsync(ours, cancellationToken);

        int shipped = 0, notified = 0, attention = 0;
        long transitions = 0, historyEventsMax = 0;
        foreach (var id in orderIds)
        {
            var order = await store.FindAsync(id, cancellationToken);
            shipped += order?.Status == OrderStatus.Shipped ? 1 : 0;
            notified += order?.NotifiedAt is not null && told.ContainsKey(id.Value) ? 1 : 0;
            attention += order?.Attention is not null ? 1 : 0;
            if (order is not null)
            {
                var (events, steps) = await ReadHistoryAsync(order.ExecutionArn, cancellationToken);
                transitions += steps;
                historyEventsMax = Math.Max(historyEventsMax, events);
            }
        }

        return new DemoSummary(
            orderIds.Count, shipped, notified, bookings.Count, bookings.Values.Sum(count => count - 1), told.Values.Sum(count => count - 1), attention,
            Math.Round(simulated.TotalDays, 2), Math.Round(wall.TotalSeconds, 2), transitions, historyEventsMax);
    }

    private async Task<Dictionary<string, int>> CountNotificationsAsync(HashSet<string> ours, CancellationToken cancellationToken)
    {
        var ledger = host.Services.GetRequiredService<INotificationLedger>();
        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await ledger.ListSentAsync(null, new PageRequest(PageRequest.MaxLimit, cursor), cancellationToken);
            foreach (var entry in page.Items.Where(entry => entry.Notification.Kind == NotificationKind.Shipped && ours.Contains(entry.Notification.OrderId.Value)))
            {
                told[entry.Notification.OrderId.Value] = told.GetValueOrDefault(entry.Notification.OrderId.Value) + 1;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return told;
    }

    /// <returns>The history's length, and state transitions as AWS bills them: every state entered, and every retry.</returns>
    private async Task<(long Events, long Transitions)> ReadHistoryAsync(string executionArn, CancellationToken cancellationToken)
    {
        long events = 0, entered = 0, tries = 0, tasks = 0;
        string? token = null;
        do
        {
            var page = await host.StepFunctions.GetExecutionHistoryAsync(
                new GetExecutionHistoryRequest { ExecutionArn = executionArn, MaxResults = 1000, NextToken = token, IncludeExecutionData = false }, cancellationToken);
            foreach (var happened in page.Events)
            {
                var type = happened.Type.Value;
                events++;
                entered += type.EndsWith("StateEntered", StringComparison.Ordinal) ? 1 : 0;
                tasks += type == "TaskStateEntered" ? 1 : 0;
                tries += type is "LambdaFunctionScheduled" or "TaskScheduled" or "ActivityScheduled" ? 1 : 0;
            }

            token = page.NextToken;
        }
        while (token is not null);
        return (events, entered + Math.Max(0, tries - tasks));
    }
}
